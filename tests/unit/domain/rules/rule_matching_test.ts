import assert from "node:assert/strict";
import fc from "fast-check";
import type { NewRule } from "@/domain/approval_rule.ts";
import { type Asked, ruleFits, ruleFor } from "@/domain/rule_matching.ts";
import { narrowPattern } from "@/domain/rule_pattern.ts";
import { RULE_PRESETS } from "@/domain/rule_presets.ts";
import { agentId, taskId } from "@/tests/helpers/fleet.ts";

const FOLDER = "/work/1";

function asked(tool: string, input: unknown, changes: Partial<Asked> = {}) {
  return {
    kind: "permission" as const,
    tool,
    input,
    agent_id: agentId(1),
    role: "worker" as const,
    task_id: taskId(1),
    working_directory: FOLDER,
    ...changes,
  };
}

const rule = (
  effect: "allow" | "deny",
  pattern: NewRule["pattern"],
): NewRule => ({ effect, pattern, note: "" });

const allow = (pattern: NewRule["pattern"]) => rule("allow", pattern);
const deny = (pattern: NewRule["pattern"]) => rule("deny", pattern);
const writing = (file_path: string) => asked("Write", { file_path });
const running = (command: string) => asked("Bash", { command });

Deno.test("a rule is about a tool by its name, by a beginning, or about all", () => {
  const search = asked("mcp__github__search", {});

  assert.ok(ruleFits(allow({ tool: "mcp__github__search" }), search));
  assert.ok(ruleFits(allow({ tool: "mcp__github__*" }), search));
  assert.ok(ruleFits(allow({ tool: "*" }), search));
  assert.ok(!ruleFits(allow({ tool: "mcp__git__*" }), search));
  assert.ok(!ruleFits(allow({ tool: "mcp__github__" }), search));
  assert.ok(!ruleFits(allow({ tool: "bash" }), running("ls")));
});

Deno.test("a rule can be for one agent, one role, one task; what it leaves out fits all", () => {
  const ask = running("ls");
  const fits = (pattern: Omit<NewRule["pattern"], "tool">) =>
    ruleFits(allow({ tool: "Bash", ...pattern }), ask);

  assert.ok(fits({}));
  assert.ok(
    fits({ agent_id: agentId(1), role: "worker", task_id: taskId(1) }),
  );
  assert.ok(!fits({ agent_id: agentId(2) }));
  assert.ok(!fits({ role: "manager" }));
  assert.ok(!fits({ task_id: taskId(2) }));
  assert.ok(
    !ruleFits(
      allow({ tool: "Bash", task_id: taskId(1) }),
      asked("Bash", { command: "ls" }, { task_id: null }),
    ),
  );
});

Deno.test("a rule that denies beats every rule that allows; of equals the oldest answers", () => {
  const rules = [
    allow({ tool: "*" }),
    allow({ tool: "Bash" }),
    deny({ tool: "Bash", command: "rm *" }),
  ];

  assert.equal(ruleFor(rules, running("rm -rf dist")), rules[2]);
  assert.equal(ruleFor(rules, running("ls")), rules[0]);
  assert.equal(ruleFor(rules.slice(2), running("ls")), undefined);
});

Deno.test("a denied command is found wherever it hides", () => {
  const rm = deny({ tool: "Bash", command: "rm *" });

  for (
    const command of [
      "rm -rf dist",
      "git status; rm -rf /",
      "git status && rm -rf /",
      "true\nrm -rf /",
      "echo $(rm -rf /)",
      "echo `rm -rf /`",
      "FOO=1 sudo rm -rf /",
      "(rm -rf /)",
      "r''m -rf /",
      "if true; then rm -rf /; fi",
    ]
  ) assert.ok(ruleFits(rm, running(command)), command);
  assert.ok(!ruleFits(rm, running("git rm --cached x")));
});

Deno.test("a path fits by its folders, whatever way it is written", () => {
  const src = allow({ tool: "Write", path: "src/**" });

  for (const path of ["src/a.ts", "src/b/../c.ts", `${FOLDER}/src/x/y`]) {
    assert.ok(ruleFits(src, writing(path)), path);
  }
  for (
    const path of [
      "src/../../etc/passwd",
      "../src/a.ts",
      "/src/a.ts",
      "/work/12/src/a.ts",
      "src/.git/hooks/pre-commit",
      "~/src/a.ts",
      "srcs/a.ts",
      "",
    ]
  ) assert.ok(!ruleFits(src, writing(path)), path);
  assert.ok(ruleFits(
    allow({ tool: "NotebookEdit", path: "*.ipynb" }),
    asked("NotebookEdit", { notebook_path: "a.ipynb" }),
  ));
  assert.ok(!ruleFits(allow({ tool: "*", path: "**" }), asked("Glob", {})));
});

Deno.test("no path leads out of the agent's folder by a rule about that folder", () => {
  const part = fc.constantFrom("..", ".", "a", "src", "", "/", "~", "//");
  fc.assert(fc.property(fc.array(part), (parts) => {
    const path = parts.join("/");

    const fits = ruleFits(allow({ tool: "Write", path: "**" }), writing(path));

    const real = new URL(`file://${FOLDER}/`).pathname;
    const resolved = new URL(path, `file://${real}`).pathname;
    if (fits) assert.ok(`${resolved}/`.startsWith(`${FOLDER}/`), path);
  }));
});

Deno.test("a link that leads elsewhere is not allowed, and is denied by either name", () => {
  const through = { ...writing("src/a"), real_path: "/etc/passwd" };

  assert.ok(!ruleFits(allow({ tool: "Write", path: "**" }), through));
  assert.ok(ruleFits(deny({ tool: "*", path: "/etc/**" }), through));
  assert.ok(ruleFits(deny({ tool: "*", path: "src/*" }), through));
});

Deno.test("a denying path also fits hidden names, and what cannot be resolved", () => {
  const all = deny({ tool: "Write", path: "**" });

  assert.ok(ruleFits(all, writing(".git/config")));
  assert.ok(
    ruleFits(deny({ tool: "Write", path: "x" }), writing("~/.ssh/id")),
  );
});

Deno.test("no rule allows a question, and only its own name a plan", () => {
  const question = asked("AskUserQuestion", {}, { kind: "question" });
  const plan = asked("ExitPlanMode", { plan: "…" });

  assert.ok(!ruleFits(allow({ tool: "*" }), question));
  assert.ok(!ruleFits(allow({ tool: "AskUserQuestion" }), question));
  assert.ok(ruleFits(deny({ tool: "AskUserQuestion" }), question));
  assert.ok(!ruleFits(allow({ tool: "*" }), plan));
  assert.ok(ruleFits(allow({ tool: "ExitPlanMode" }), plan));
});

Deno.test("no rule lets a command leave the sandbox, and a rule can deny it", () => {
  const input = { command: "ls", dangerouslyDisableSandbox: true };
  const leaving = asked("Bash", input);

  assert.ok(!ruleFits(allow({ tool: "Bash" }), leaving));
  assert.ok(!ruleFits(allow({ tool: "Bash", command: "ls" }), leaving));
  assert.ok(ruleFits(deny({ tool: "Bash", command: "ls" }), leaving));
  assert.equal(narrowPattern(leaving), undefined);
  assert.ok(ruleFits(
    allow({ tool: "Bash", command: "ls" }),
    asked("Bash", { ...input, dangerouslyDisableSandbox: false }),
  ));
});

Deno.test("the presets do what the CLI's permission modes do", () => {
  const answer = (name: string, ask: Asked) => {
    const { rules } = RULE_PRESETS.find((preset) => preset.name === name)!;
    return ruleFor(rules, ask)?.effect;
  };

  assert.equal(answer("default", running("ls")), undefined);
  assert.equal(answer("acceptEdits", writing("a.ts")), "allow");
  assert.equal(answer("acceptEdits", writing("../a.ts")), undefined);
  assert.equal(answer("acceptEdits", writing(".git/config")), undefined);
  assert.equal(answer("acceptEdits", running("ls")), undefined);
  assert.equal(answer("plan", writing("a.ts")), "deny");
  assert.equal(answer("plan", running("ls")), "deny");
  assert.equal(answer("plan", asked("Read", { file_path: "/x" })), undefined);
  assert.equal(answer("dontAsk", running("ls")), "deny");
});
