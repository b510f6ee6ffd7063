import { join } from "node:path";
import { runChaos } from "./chaos/chaos_run.ts";
import { printLine, warnLine } from "./output.ts";
import { runApart } from "./testing/run_apart.ts";

const INSIDE = "--inside";
const CANNOT_RUN = 1;
const WRONG_WORDS = 2;
const USAGE = "Usage: deno task chaos [--runs 10] [--faults 30] [--agents 4] " +
  "[--seed TEXT]";

/** What a person asked for: so many runs, each with a seed of its own. */
export type ChaosWish = {
  readonly runs: number;
  readonly faults: number;
  readonly agents: number;
  readonly seed: string;
};

/** Reads the words of the command line; `undefined` when they make no sense. */
export function parseChaosWish(
  words: readonly string[],
  anySeed: () => string,
): ChaosWish | undefined {
  let wish = { runs: 10, faults: 30, agents: 4, seed: "" };
  for (let index = 0; index < words.length; index += 2) {
    const [word = "", value = ""] = [words[index], words[index + 1]];
    if (word === "--seed" && value) wish = { ...wish, seed: value, runs: 1 };
    else if (!/^[1-9]\d{0,3}$/.test(value)) return undefined;
    else if (word === "--runs") wish = { ...wish, runs: Number(value) };
    else if (word === "--faults") wish = { ...wish, faults: Number(value) };
    else if (word === "--agents") wish = { ...wish, agents: Number(value) };
    else return undefined;
  }
  return { ...wish, seed: wish.seed || anySeed() };
}

async function runInside(wish: ChaosWish): Promise<void> {
  for (let run = 0; run < wish.runs; run++) {
    const seed = run === 0 ? wish.seed : `${wish.seed}-${run}`;
    printLine(`seed ${seed}`);
    const counts = await runChaos({ ...wish, seed, say: printLine });
    printLine(`settled, and all holds: ${JSON.stringify(counts)}`);
  }
}

if (import.meta.main) {
  const [first, second = ""] = Deno.args;
  if (first === INSIDE) {
    try {
      await runInside(JSON.parse(second));
    } catch (error) {
      warnLine(String(error instanceof Error ? error.stack : error));
      Deno.exit(CANNOT_RUN);
    }
    Deno.exit(0);
  }
  const wish = parseChaosWish(
    Deno.args,
    () => crypto.randomUUID().slice(0, 8),
  );
  if (!wish) warnLine(USAGE);
  Deno.exit(
    wish
      ? await runApart({
        root: join(import.meta.dirname ?? ".", ".."),
        deno: [
          "run",
          "-A",
          "--unstable-kv",
          "--quiet",
          import.meta.filename ?? "",
          INSIDE,
          JSON.stringify(wish),
        ],
      })
      : WRONG_WORDS,
  );
}
