import { strict as assert } from "node:assert";
import type { AgentRole } from "@/domain/agent_role.ts";
import { type LaunchSpec, PERMISSION_MODES } from "@/domain/claude_process.ts";
import type { AgentId } from "@/domain/ids.ts";
import {
  agentTools,
  TOOL_SERVER_NAME,
  TOOL_SERVER_RULE,
} from "@/orchestrator/agent_tools/tool_server.ts";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";
import { recordedDesks } from "@/tests/helpers/recorded_desks.ts";

type Call = {
  readonly name: string;
  readonly input: Record<string, unknown>;
};

/** One turn of a real agent whose model calls tools, all at once, and then ends. */
async function turnWith(
  role: AgentRole,
  tools: Call | readonly Call[],
  changes: Partial<LaunchSpec> = {},
) {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "Got: {{tool_result}}" }],
    fallback: { tools: [tools].flat() },
  });
  const { desks, calls } = recordedDesks();
  const serve = agentTools({
    ...desks,
    log: { info: () => {}, error: () => {} },
  });
  const id = crypto.randomUUID() as AgentId;
  const spec = await bench.spec({
    role,
    allowedTools: [TOOL_SERVER_RULE],
    toolServers: { [TOOL_SERVER_NAME]: serve({ id, role }) },
    ...changes,
  });
  const log = new EventLog();
  await using claude = await bench.start(spec, log.record);
  await claude.send({ uuid: crypto.randomUUID(), text: "go" });
  const { result } = await log.nth("turn_ended");
  const request = bench.model.requests.find(({ path }) =>
    path.startsWith("/v1/messages")
  );
  const { tools: shown } = request?.body as {
    tools: { name: string; description: string; input_schema: unknown }[];
  };
  return { id, calls, tools: shown, log, answer: result.text };
}

Deno.test("a worker's model is shown the worker's tools with their schemas, and its call reaches the desk", async () => {
  const { id, calls, tools, log, answer } = await turnWith("worker", {
    name: "mcp__vamp__report_progress",
    input: { progress: 0.5, details: "half" },
  });

  const own = tools.filter(({ name }) => name.startsWith("mcp__vamp__"));
  assert.deepEqual(
    own.map(({ name }) => name.slice("mcp__vamp__".length)).sort(),
    [
      "ask_manager",
      "list_messages",
      "report_progress",
      "send_message",
      "submit_result",
    ],
  );
  const progress = own.find(({ name }) => name.endsWith("report_progress"));
  assert.match(progress?.description ?? "", /how far you are/);
  assert.match(
    JSON.stringify(progress?.input_schema),
    /"required":\["progress","details"\]/,
  );
  assert.deepEqual(calls, [{
    what: "work.reportProgress",
    agent: id,
    input: { progress: 0.5, details: "half" },
  }]);
  assert.deepEqual(log.of("permission_requested"), []);
  assert.equal(answer, "Got: Taken.");
});

Deno.test("a worker that calls a manager's tool gets a failed call, and no desk hears of it", async () => {
  const { calls, tools, log, answer } = await turnWith("worker", {
    name: "mcp__vamp__select_worker",
    input: { part: "a", worker_id: crypto.randomUUID() },
  });

  assert.ok(!tools.some(({ name }) => name === "mcp__vamp__select_worker"));
  assert.equal(log.of("tool_result")[0]?.isError, true);
  assert.match(answer ?? "", /select_worker/);
  assert.deepEqual(calls, []);
});

Deno.test("a manager whose arguments do not fit is told what to send", async () => {
  const { calls, log, answer } = await turnWith("manager", {
    name: "mcp__vamp__submit_analysis",
    input: {
      requirements: "All.",
      parts: [
        { key: "a", title: "A", description: "Do a.", depends_on: ["b"] },
        { key: "b", title: "B", description: "Do b.", depends_on: ["a"] },
      ],
    },
  });

  assert.equal(log.of("tool_result")[0]?.isError, true);
  assert.match(answer ?? "", /in a circle: a → b → a/);
  assert.match(answer ?? "", /call it again, in this form/);
  assert.deepEqual(calls, []);
});

Deno.test("several calls in one answer reach the desks in their order", async () => {
  const { calls } = await turnWith("manager", [
    ...["a", "b", "c"].map((part) => ({
      name: "mcp__vamp__submit_review",
      input: { part, verdict: "accept", reason: "fine" },
    })),
    { name: "mcp__vamp__submit_result", input: { output: "all" } },
  ]);

  assert.deepEqual(calls.map(({ input }) => input), [
    { part: "a", verdict: "accept", reason: "fine" },
    { part: "b", verdict: "accept", reason: "fine" },
    { part: "c", verdict: "accept", reason: "fine" },
    { output: "all", succeeded: true },
  ]);
});

for (const permissionMode of PERMISSION_MODES) {
  Deno.test(`nobody is asked about the tools in mode ${permissionMode}`, async () => {
    const { calls, log } = await turnWith("manager", {
      name: "mcp__vamp__submit_review",
      input: { part: "a", verdict: "accept", reason: "fine" },
    }, { permissionMode });

    assert.equal(log.of("tool_result")[0]?.isError, false);
    assert.deepEqual(calls.map(({ what }) => what), ["handoff.submitReview"]);
    assert.deepEqual(log.of("permission_requested"), []);
  });
}
