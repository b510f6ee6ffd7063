import assert from "node:assert/strict";

/** What a program printed, both outputs, and how it ended. */
export type Ran = { readonly code: number; readonly printed: string };

/** Runs a program to its end with an environment built from nothing. */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  deadlineMs = 120_000,
): Promise<Ran> {
  const output = await new Deno.Command(program, {
    args: [...args],
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: Deno.env.get("HOME") ?? "/nonexistent",
      DENO_DIR: Deno.env.get("DENO_DIR") ?? "",
      LANG: "C.UTF-8",
      NO_COLOR: "1",
      DENO_NO_UPDATE_CHECK: "1",
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(deadlineMs),
  }).output();
  const decoder = new TextDecoder();
  const printed = decoder.decode(output.stdout) + decoder.decode(output.stderr);
  assert.equal(output.signal, null, `it was ended: ${printed}`);
  return { code: output.code, printed };
}
