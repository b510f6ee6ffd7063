import { z } from "zod";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";

const Stored = z.object({
  created_at: z.number(),
  seen_at: z.number(),
  name: z.string().nullish(),
});
/** A signed-in browser; times in milliseconds since 1970. */
export type BrowserSession = z.infer<typeof Stored>;

/** Signed-in browsers, kept under the hash of their cookie's value. */
export function browserSessions(kv: Deno.Kv) {
  return {
    async find(hash: string): Promise<BrowserSession | undefined> {
      const entry = await kv.get(keys.browserSession(hash));
      return entry.value === null ? undefined : parseRecord(Stored, entry);
    },
    async save(hash: string, session: BrowserSession): Promise<void> {
      await kv.set(keys.browserSession(hash), session);
    },
    async see(hash: string, seenAt: number): Promise<void> {
      const key = keys.browserSession(hash);
      const entry = await kv.get(key);
      if (entry.value === null) return;
      const session = parseRecord(Stored, entry);
      // Who signs out meanwhile stays so; who was seen by another request was seen.
      await kv.atomic().check(entry)
        .set(key, { ...session, seen_at: seenAt }).commit();
    },
    async list(): Promise<(readonly [string, BrowserSession])[]> {
      const entries = await Array.fromAsync(
        kv.list({ prefix: keys.browserSessions }),
      );
      return entries.map((entry) =>
        [String(entry.key.at(-1)), parseRecord(Stored, entry)] as const
      );
    },
    async remove(hash: string): Promise<void> {
      await kv.delete(keys.browserSession(hash));
    },
  };
}
