import { strict as assert } from "node:assert";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";
import { DISALLOWED_TOOLS } from "@/wrapper/argv.ts";
import type { LaunchSpec } from "@/domain/claude_process.ts";

type Bench = Awaited<ReturnType<typeof openBench>>;

const SCRIPT = { fallback: "hi" };
const BASH = (command: string) => ({
  tool: { name: "Bash", input: { command, description: "d" } },
});

/** Runs one turn of an agent and gives what it told. */
async function oneTurn(bench: Bench, changes: Partial<LaunchSpec>) {
  const log = new EventLog();
  const spec = await bench.spec(changes);
  await using claude = await bench.start(spec, log.record);
  await claude.send({ uuid: crypto.randomUUID(), text: "go" });
  const { result } = await log.nth("turn_ended");
  const [started] = log.of("turn_started");
  assert.ok(started);
  return { log, result, started, spec };
}

Deno.test("model, mode, session and tools are those that were asked for", async () => {
  await using bench = await openBench(SCRIPT);

  const { started, spec } = await oneTurn(bench, {
    model: "haiku",
    permissionMode: "acceptEdits",
  });

  assert.match(started.model, /haiku/);
  assert.equal(started.permissionMode, "acceptEdits");
  assert.equal(started.sessionId, spec.session.id);
  assert.equal(started.cwd, spec.cwd);
  assert.equal(started.apiKeySource, "ANTHROPIC_API_KEY");
  assert.ok(started.tools.includes("Bash"));
  const reachable = DISALLOWED_TOOLS.filter((tool) =>
    started.tools.includes(tool)
  );
  assert.deepEqual(reachable, []);
});

Deno.test("appended instructions reach the model whole, whatever they look like", async () => {
  await using bench = await openBench(SCRIPT);
  const appendSystemPrompt =
    '--dangerously-skip-permissions\n-- --settings={"x":1}\n$(touch canary) `touch canary`; "quoted" €';

  const { spec, started } = await oneTurn(bench, { appendSystemPrompt });

  const asked = JSON.stringify(bench.model.requests.map(({ body }) => body));
  assert.ok(asked.includes(JSON.stringify(appendSystemPrompt).slice(1, -1)));
  assert.equal(started.permissionMode, "default");
  assert.deepEqual([...Deno.readDirSync(spec.cwd)], []);
});

Deno.test("hostile names and rules start an agent and change nothing else", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "ok" }],
    fallback: BASH("touch canary"),
  });
  const log = new EventLog();
  const spec = await bench.spec({
    name: "--dangerously-skip-permissions",
    allowedTools: ["--permission-mode=acceptEdits", "Bash(echo a, b:*)", "-x"],
  });
  await using claude = await bench.start(spec, log.record);
  await claude.send({ uuid: crypto.randomUUID(), text: "go" });

  const asked = await log.nth("permission_requested");

  assert.equal(asked.toolName, "Bash");
  assert.equal(log.of("turn_started")[0]?.permissionMode, "default");
});

Deno.test("a rule that contains a comma allows what it says", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "ok" }],
    fallback: BASH("echo a,b"),
  });

  const { log, result } = await oneTurn(bench, {
    allowedTools: ["Read", "Bash(echo a,b)"],
  });

  assert.equal(result.succeeded, true);
  assert.equal(log.of("tool_result")[0]?.text, "a,b");
});

Deno.test("the limit of turns ends a turn, and the process lives on", async () => {
  await using bench = await openBench({ fallback: BASH("echo again") });

  const { result } = await oneTurn(bench, {
    allowedTools: ["Bash"],
    maxTurns: 2,
  });

  assert.equal(result.terminalReason, "max_turns");
  assert.equal(result.succeeded, false);
});

Deno.test("the budget ends a turn, when it is spent", async () => {
  await using bench = await openBench({
    fallback: {
      ...BASH("echo again"),
      usage: { input_tokens: 100_000, output_tokens: 20_000 },
    },
  });

  const { result } = await oneTurn(bench, {
    allowedTools: ["Bash"],
    maxBudgetUsd: 0.5,
  });

  assert.equal(result.terminalReason, "budget_exhausted");
  assert.ok(result.totalCostUsd >= 0.5);
});

Deno.test("settings, hooks and instructions of a folder are read only when it is trusted", async () => {
  await using bench = await openBench(SCRIPT);
  const hook = (name: string) => ({
    hooks: {
      SessionStart: [{
        hooks: [{ type: "command", command: `touch ${name}-ran` }],
      }],
    },
  });
  const prepared = async (trustFolder: boolean) => {
    const spec = await bench.spec({ trustFolder });
    await Deno.mkdir(`${spec.cwd}/.claude`);
    await Deno.writeTextFile(
      `${spec.cwd}/.claude/settings.json`,
      JSON.stringify(hook("project")),
    );
    await Deno.writeTextFile(`${spec.cwd}/CLAUDE.md`, "The word is xylophone.");
    await oneTurn(bench, spec);
    const files = [...Deno.readDirSync(spec.cwd)].map(({ name }) => name);
    const asked = JSON.stringify(bench.model.requests.map(({ body }) => body));
    return {
      ran: files.includes("project-ran"),
      read: asked.includes("xylophone"),
    };
  };

  const untrusted = await prepared(false);
  const trusted = await prepared(true);

  assert.deepEqual(untrusted, { ran: false, read: false });
  assert.deepEqual(trusted, { ran: true, read: true });
});

Deno.test("a tool sees the agent's environment and nothing of ours", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "ok" }],
    fallback: BASH("env | cut -d= -f1 | sort; ulimit -v; echo $TMPDIR"),
  });

  const { log, spec } = await oneTurn(bench, {
    allowedTools: ["Bash"],
    memoryMb: 2048,
  });

  const lines = log.of("tool_result")[0]?.text.split("\n") ?? [];
  assert.ok(lines.includes("VAMP_INSTANCE"));
  assert.ok(!lines.includes("VAMP_TEST_CLAUDE"));
  assert.ok(!lines.some((name) => name.startsWith("DENO_")));
  assert.equal(lines.at(-2), String(2048 * 1024));
  assert.equal(lines.at(-1), spec.tmpDir);
});

Deno.test("a temporary folder that is too long for a socket serves all the same", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "ok" }],
    fallback: BASH("echo $TMPDIR"),
  });
  const long = `${bench.folder}/${"x".repeat(120)}`;
  await Deno.mkdir(long);

  const { log } = await oneTurn(bench, {
    tmpDir: long,
    allowedTools: ["Bash"],
  });

  assert.equal(log.of("tool_result")[0]?.text, long);
  assert.equal(log.of("turn_ended")[0]?.result.succeeded, true);
});

Deno.test("agents that share one configuration folder work side by side", async () => {
  await using bench = await openBench(SCRIPT);
  const shared = await bench.spec();
  const changes = { home: shared.home, configDir: undefined };

  const turns = await Promise.all(
    [1, 2, 3].map(() => oneTurn(bench, changes)),
  );

  for (const { result, log } of turns) {
    assert.equal(result.succeeded, true);
    // One may look for the file in the moment in which another replaces it;
    // it says so, and goes on with what it has.
    const others = log.of("stderr").filter(({ line }) =>
      !/^Claude configuration file not found|backup/.test(line)
    );
    assert.deepEqual(others, []);
  }
});
