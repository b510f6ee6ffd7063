import assert from "node:assert/strict";
import { offeredByBash } from "@/tests/helpers/bash_completion.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { vampCall } from "@/tests/helpers/vamp_call.ts";
import { COMMANDS } from "@/tools/vamp/all_commands.ts";

Deno.test("bash completes commands, their options, the values of these, and what stands behind them", async () => {
  const { lines } = await vampCall(["completion", "bash"]);
  const script = lines.join("\n");
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [["vamp", "ev"], ["events"]],
    [["vamp", "run", "--ha"], ["--handoff"]],
    [["vamp", "tasks", "--status", "fa"], ["failed"]],
    [["vamp", "tasks", "-s", "fa"], ["failed"]],
    [["vamp", "approve", "--scope", ""], ["once", "task", "always"]],
    [["vamp", "approve", "--note", ""], []],
    [["vamp", "approve", "1a2b", "d"], ["deny"]],
    [["vamp", "approve", "--note", "no", "1a2b", "d"], ["deny"]],
    [["vamp", "help", "do"], ["doctor"]],
    [["vamp", "completion", ""], ["bash", "zsh", "fish"]],
  ];

  const offered = await Promise.all(
    cases.map(([words]) => offeredByBash(script, words)),
  );

  assert.deepEqual(offered, cases.map(([, expected]) => expected));
});

Deno.test("bash asks the program that is being called for names, with the server that the line names", async () => {
  await using folder = await tempDirectory();
  const program = `${folder.path}/vamp`;
  await Deno.writeTextFile(
    program,
    `#!/bin/sh\nprintf '%s\\tidle\\n' "Ann $5" "Ben; ls" "$3"`,
    { mode: 0o755 },
  );
  const { lines } = await vampCall(["completion", "bash"]);
  const offered = (words: readonly string[]) =>
    offeredByBash(lines.join("\n"), [program, ...words]);

  const agents = await offered(["logs", ""]);
  const other = await offered([
    ...["logs", "--url", "http", ":", "//127.0.0.1", ":", "4005", "Ann"],
  ]);
  const given = await offered(["run", "--agent", "Be"]);

  assert.deepEqual(agents, ["Ann\\ ", "Ben\\;\\ ls", "agents"]);
  assert.deepEqual(other, ["Ann\\ http://127.0.0.1:4005"]);
  assert.deepEqual(given, ["Ben\\;\\ ls"]);
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
