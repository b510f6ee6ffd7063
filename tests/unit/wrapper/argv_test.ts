import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { LaunchSpec } from "@/domain/claude_process.ts";
import { launchSpec } from "@/tests/helpers/launch_spec.ts";
import { buildArgv, DISALLOWED_TOOLS } from "@/wrapper/argv.ts";

/** Texts of the kind that turn into flags, commands or other lines where code is careless. */
const hostile = fc.oneof(
  fc.constantFrom(
    "--dangerously-skip-permissions",
    "-p",
    "--",
    "--settings={}",
    "$(touch canary)",
    "`touch canary`",
    "; touch canary",
    "a\nb",
    "a b",
    "=",
    "'\"\\",
    "--allowedTools=Bash",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 50 })
    .map((text) => text.replaceAll("\0", "")).filter((text) => text !== ""),
);

/** The flags of an argument list, each with what stands behind its `=`. */
function flags(argv: readonly string[]): [string, string | undefined][] {
  return argv.map((arg) => {
    const at = arg.indexOf("=");
    return at === -1 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
  });
}

Deno.test("buildArgv gives the same flags whatever the values, and each value whole", () => {
  fc.assert(fc.property(
    hostile,
    hostile,
    hostile,
    fc.array(hostile, { maxLength: 4 }),
    (name, model, appendSystemPrompt, allowedTools) => {
      const changes = { name, model, appendSystemPrompt, allowedTools };

      const found = flags(buildArgv(launchSpec(changes)));

      const plain = flags(buildArgv(launchSpec({
        name: "n",
        model: "m",
        appendSystemPrompt: "s",
        allowedTools: allowedTools.map(() => "t"),
      })));
      assert.deepEqual(
        found.map(([flag]) => flag),
        plain.map(([flag]) => flag),
      );
      const values = (flag: string) =>
        found.filter(([name]) => name === flag).map(([, value]) => value);
      assert.deepEqual(values("--name"), [name]);
      assert.deepEqual(values("--model"), [model]);
      assert.deepEqual(values("--append-system-prompt"), [appendSystemPrompt]);
      assert.deepEqual(values("--allowedTools"), allowedTools);
    },
  ));
});

Deno.test("buildArgv refuses a NUL in every text", () => {
  const bad: Partial<LaunchSpec>[] = [
    { name: "a\0b" },
    { model: "a\0b" },
    { appendSystemPrompt: "a\0b" },
    { allowedTools: ["a\0b"] },
  ];

  for (const changes of bad) {
    assert.throws(() => buildArgv(launchSpec(changes)), /NUL/);
  }
});

Deno.test("buildArgv refuses a session id that is no UUID, a mode nobody may choose and limits that are none", () => {
  const bad = [
    { session: { kind: "resume", id: "--help" } },
    { permissionMode: "bypassPermissions" },
    { maxTurns: 0 },
    { maxTurns: 1.5 },
    { maxBudgetUsd: Infinity },
    { maxBudgetUsd: -1 },
    { model: "" },
    { appendSystemPrompt: "x".repeat(131_072) },
  ];

  for (const changes of bad) {
    const spec = launchSpec(changes as Partial<LaunchSpec>);
    assert.throws(() => buildArgv(spec), { name: "ZodError" });
  }
});

Deno.test("buildArgv keeps settings and servers of an untrusted folder out", () => {
  const own = buildArgv(launchSpec({ configDir: "/c" }));
  const shared = buildArgv(launchSpec({ configDir: undefined }));
  const trusted = buildArgv(launchSpec({ trustFolder: true }));

  assert.ok(own.includes("--setting-sources="));
  assert.ok(shared.includes("--setting-sources=user"));
  assert.ok(trusted.includes("--setting-sources=user,project,local"));
  assert.deepEqual(
    [own, shared, trusted].map((argv) => argv.includes("--strict-mcp-config")),
    [true, true, false],
  );
});

Deno.test("buildArgv takes the tools away that reach beyond the agent, and writes limits plainly", () => {
  const argv = buildArgv(launchSpec({ maxTurns: 7, maxBudgetUsd: 0.000001 }));

  for (const tool of DISALLOWED_TOOLS) {
    assert.ok(argv.includes(`--disallowedTools=${tool}`));
  }
  assert.ok(argv.includes("--max-turns=7"));
  assert.ok(argv.includes("--max-budget-usd=0.000001"));
});
