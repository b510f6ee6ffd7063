import assert from "node:assert/strict";
import { runProgram } from "@/tests/helpers/run_program.ts";
import { vampCall } from "@/tests/helpers/vamp_call.ts";
import { COMMANDS } from "@/tools/vamp/all_commands.ts";

/** What bash offers behind these words. */
async function offered(script: string, words: readonly string[]) {
  const { code, printed } = await runProgram("bash", [
    "-c",
    `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})
COMP_CWORD=${words.length - 1}
_vamp
printf '%s\\n' "\${COMPREPLY[@]}"`,
  ]);
  assert.equal(code, 0, printed);
  return printed.trim().split("\n");
}

Deno.test("bash completes commands, their options and the values of these", async () => {
  const { lines } = await vampCall(["completion", "bash"]);
  const script = lines.join("\n");

  assert.deepEqual(await offered(script, ["vamp", "ev"]), ["events"]);
  assert.deepEqual(await offered(script, ["vamp", "run", "--ha"]), [
    "--handoff",
  ]);
  assert.deepEqual(await offered(script, ["vamp", "tasks", "--status", "fa"]), [
    "failed",
  ]);
});

Deno.test("every shell is told every command and every option", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, lines } = await vampCall(["completion", shell]);
    const script = lines.join("\n");

    assert.equal(code, 0);
    for (const { name, options } of COMMANDS) {
      assert.ok(script.includes(name), `${shell}: ${name}`);
      for (const option of Object.keys(options)) {
        assert.ok(script.includes(option), `${shell}: ${name} --${option}`);
      }
    }
  }
  assert.equal((await vampCall(["completion", "tcsh"])).code, 2);
});

Deno.test("help names every command, and each command its options", async () => {
  const { code, lines } = await vampCall(["help"]);

  assert.equal(code, 0);
  for (const { name, options } of COMMANDS) {
    assert.ok(lines.some((line) => line.startsWith(`  ${name} `)), name);
    const about = await vampCall([name, "--help"]);
    assert.equal(about.code, 0);
    for (const option of Object.keys(options)) {
      assert.ok(about.lines.some((line) => line.includes(`--${option}`)));
    }
  }
});
