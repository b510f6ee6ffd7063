import assert from "node:assert/strict";
import fc from "fast-check";
import { isSimpleCommand } from "@/domain/simple_command.ts";
import { type Asked, ruleFits } from "@/domain/rule_matching.ts";
import { agentId } from "@/tests/helpers/fleet.ts";

const SMUGGLERS = [
  "; pwned",
  ";pwned",
  " && pwned",
  " || pwned",
  " | pwned",
  " & pwned",
  "\npwned",
  "\r\npwned",
  " $(pwned)",
  ' "$(pwned)"',
  " `pwned`",
  ' "`pwned`"',
  " > /etc/passwd",
  " >> file",
  " < file",
  " <(pwned)",
  " >(pwned)",
  " =(pwned)",
  " $PWNED",
  ' "${x:-$(pwned)}"',
  " $'\\n'pwned",
  " \\\npwned",
  " x\\'; pwned '",
  " 'a' ; pwned 'b'",
  ' "a" ; pwned "b"',
  " (pwned)",
  " # comment",
  " 'open",
  ' "open',
  "\u2028pwned",
  "\u0000pwned",
];

const asked = (command: string): Asked => ({
  kind: "permission",
  tool: "Bash",
  input: { command },
  agent_id: agentId(1),
  role: "worker",
  task_id: null,
  working_directory: "/work/1",
});

const allows = (pattern: string, command: string) =>
  ruleFits({ effect: "allow", pattern: { tool: "Bash", command: pattern } }, {
    ...asked(command),
  });

Deno.test("an allowed pattern takes arguments, also quoted ones with any text in them", () => {
  for (
    const command of [
      "git status",
      "git commit -m 'fix: a; b && c | d > e $(f) `g`'",
      'git commit -m "fix: a; b & (c) #12"',
      "git log --pretty=format:%h -n 3",
      "git add src/*.ts docs/a[1].md ~/x",
      "git show HEAD^ stash@{0} v1.2.3~1",
      "git add 'naïve fileñ.txt'",
    ]
  ) assert.ok(allows("git *", command), command);
});

Deno.test("an allowed pattern with a star never lets a second command in", () => {
  const safe = fc.stringMatching(/^[a-z0-9 ._/=-]{0,20}$/);
  fc.assert(
    fc.property(
      safe,
      fc.constantFrom(...SMUGGLERS),
      safe,
      fc.constantFrom("git *", "*", "git*", "* ", "git * x"),
      (before, smuggler, after, pattern) => {
        assert.equal(
          allows(pattern, `git ${before}${smuggler}${after}`),
          false,
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

Deno.test("an exact pattern allows the exact command alone, whatever is in it", () => {
  const command = "make test && git push";

  assert.ok(allows(command, command));
  for (const smuggler of SMUGGLERS) {
    assert.equal(allows(command, command + smuggler), false, smuggler);
  }
  assert.equal(allows(command, ` ${command}`), false);
});

/**
 * The judge is a real shell: what counts as one simple command is run by it,
 * and a function of another name must never be called.
 */
Deno.test("what counts as a simple command runs nothing else in a real shell", async () => {
  const unit = fc.constantFrom(
    ..."probe pwned ' \" \\ $ ( ) { } ; & | < > ` ! # = * ? [ ] ~ \n \r \t"
      .split(" "),
    " ",
    "$(pwned)",
    "`pwned`",
    "\tpwned",
  );
  const commands = fc.sample(fc.string({ unit, maxLength: 8 }), {
    numRuns: 60_000,
    seed: 2_026,
  }).map((rest) => `probe ${rest}`).filter(isSimpleCommand);
  assert.ok(commands.length > 1_000, `only ${commands.length} are simple`);
  const dir = await Deno.makeTempDir({ prefix: "vamp-shell-" });
  const script = [
    "probe() { :; }",
    "pwned() { echo PWNED; }",
    'for command in "$@"; do eval "$command" || echo "STATUS $command"; done',
  ].join("\n");

  const told: string[] = [];
  for (let i = 0; i < commands.length; i += 500) {
    const output = await new Deno.Command("/bin/bash", {
      args: ["-c", script, "test", ...commands.slice(i, i + 500)],
      cwd: dir,
      clearEnv: true,
      env: { PATH: "" },
    }).output();
    told.push(new TextDecoder().decode(output.stdout));
    told.push(new TextDecoder().decode(output.stderr));
  }
  const files = [...Deno.readDirSync(dir)].map(({ name }) => name);
  await Deno.remove(dir, { recursive: true });

  assert.deepEqual(told.join("").trim(), "");
  assert.deepEqual(files, []);
});
