import { z } from "zod";
import {
  type IdempotencyStore,
  KeptAnswer,
  type KeptRequest,
} from "@/domain/idempotency.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";

const DAY_MS = 24 * 60 * 60_000;
const SWEEP_EVERY_MS = 10 * 60_000;
const SWEEP_EVERY_KEYS = 500;
/** Characters of one stored piece of a body; each takes at most 3 bytes of the 64 KiB of a value. */
const CHUNK_CHARS = 20_000;
const DELETED_AT_ONCE = 100;

const Stored = z.object({
  fingerprint: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  answer: KeptAnswer.omit({ body: true }).extend({ chunks: z.int() })
    .optional(),
});

/** What is kept at the most: keys, and characters of all bodies together. */
const USUAL_LIMITS = { keys: 10_000, chars: 32 * 1024 * 1024 };

/**
 * Answers of requests with an idempotency key, in the live store: for a day,
 * and no more than the limits, the oldest go first.
 *
 * @param now Milliseconds since 1970.
 */
export function idempotencyKeys(
  kv: Deno.Kv,
  now: () => number,
  limits: { readonly keys: number; readonly chars: number } = USUAL_LIMITS,
): IdempotencyStore {
  let sweptAt = -Infinity;
  let takenSince = 0;

  async function take(
    key: string,
    fingerprint: string,
  ): Promise<KeptRequest | undefined> {
    const at = now();
    takenSince++;
    if (takenSince >= SWEEP_EVERY_KEYS || at - sweptAt >= SWEEP_EVERY_MS) {
      takenSince = 0;
      sweptAt = at;
      await sweep(kv, at - DAY_MS, limits);
    }
    const place = keys.idempotent(key);
    const entry = await kv.get(place);
    if (entry.value !== null) {
      const stored = parseRecord(Stored, entry);
      if (at - stored.at < DAY_MS) {
        const { answer } = stored;
        return {
          fingerprint: stored.fingerprint,
          answer: answer && {
            status: answer.status,
            headers: answer.headers,
            body: await readBody(kv, key, answer.chunks),
          },
        };
      }
      await remove(kv, key, stored);
    }
    const taken = await kv.atomic()
      .check({ key: place, versionstamp: null })
      .set(place, { fingerprint, at })
      .set(keys.idempotentAt(at, key), 0)
      .commit();
    // Two at once: the other one has it.
    return taken.ok ? undefined : await take(key, fingerprint);
  }

  async function keep(key: string, answer: KeptAnswer): Promise<void> {
    const entry = await kv.get(keys.idempotent(key));
    if (entry.value === null) return;
    const stored = parseRecord(Stored, entry);
    const { body, ...rest } = answer;
    const chunks = piecesOf(body);
    const commit = kv.atomic()
      .set(keys.idempotent(key), {
        ...stored,
        answer: { ...rest, chunks: chunks.length },
      })
      .set(keys.idempotentAt(stored.at, key), body.length);
    chunks.forEach((chunk, n) =>
      commit.set(keys.idempotentBody(key, n), chunk)
    );
    await commit.commit();
  }

  async function release(key: string): Promise<void> {
    const entry = await kv.get(keys.idempotent(key));
    if (entry.value === null) return;
    await remove(kv, key, parseRecord(Stored, entry));
  }

  return { take, keep, release };
}

async function readBody(kv: Deno.Kv, key: string, chunks: number) {
  let body = "";
  for (let n = 0; n < chunks; n++) {
    const { value } = await kv.get<string>(keys.idempotentBody(key, n));
    body += value ?? "";
  }
  return body;
}

function piecesOf(body: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < body.length; at += CHUNK_CHARS) {
    pieces.push(body.slice(at, at + CHUNK_CHARS));
  }
  return pieces;
}

async function remove(
  kv: Deno.Kv,
  key: string,
  { at, answer }: z.infer<typeof Stored>,
): Promise<void> {
  const commit = kv.atomic()
    .delete(keys.idempotent(key))
    .delete(keys.idempotentAt(at, key));
  for (let n = 0; n < (answer?.chunks ?? 0); n++) {
    commit.delete(keys.idempotentBody(key, n));
  }
  await commit.commit();
}

/** Removes what is older than `beforeMs`, and the oldest of what is too much. */
async function sweep(
  kv: Deno.Kv,
  beforeMs: number,
  limits: { readonly keys: number; readonly chars: number },
): Promise<void> {
  const kept = { keys: 0, chars: 0 };
  const over: { readonly key: string; readonly at: number }[] = [];
  const newestFirst = kv.list<number>({ prefix: keys.idempotentTimes }, {
    reverse: true,
    batchSize: DELETED_AT_ONCE,
  });
  for await (const { key: [, at, key], value } of newestFirst) {
    kept.keys += 1;
    kept.chars += value;
    const isOver = Number(at) < beforeMs || kept.keys > limits.keys ||
      kept.chars > limits.chars;
    if (isOver) over.push({ key: String(key), at: Number(at) });
  }
  for (const { key, at } of over) {
    const entry = await kv.get(keys.idempotent(key));
    if (entry.value === null) await kv.delete(keys.idempotentAt(at, key));
    else await remove(kv, key, parseRecord(Stored, entry));
  }
}
