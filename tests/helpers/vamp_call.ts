import { runVamp, type Surroundings } from "@/tools/vamp/run_vamp.ts";

/** What a call of `vamp` came to. */
export type VampCall = {
  readonly code: number;
  readonly lines: readonly string[];
  readonly notes: readonly string[];
};

/** Calls `vamp` in this process, with a server named by its environment. */
export async function vampCall(
  words: readonly string[],
  around: Partial<Surroundings> = {},
): Promise<VampCall> {
  const lines: string[] = [];
  const notes: string[] = [];
  const code = await runVamp(words, {
    out: {
      line: (text) => lines.push(text),
      note: (text) => notes.push(text),
    },
    env: {},
    root: "/nonexistent",
    signal: new AbortController().signal,
    now: () => Date.UTC(2026, 0, 1),
    ...around,
  });
  return { code, lines, notes };
}
