import assert from "node:assert/strict";
import { runProgram } from "./run_program.ts";

/** What bash offers for the last of the words, by the script. */
export async function offeredByBash(
  script: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { code, printed } = await runProgram("bash", [
    "-uc",
    `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})
COMP_CWORD=${words.length - 1}
_vamp
if [ "\${#COMPREPLY[@]}" -gt 0 ]; then printf '%s\\n' "\${COMPREPLY[@]}"; fi`,
  ], env);
  assert.equal(code, 0, printed);
  return printed.split("\n").filter((line) => line !== "");
}
