import { strict as assert } from "node:assert";
import type { AgentRole } from "@/domain/agent_role.ts";
import { agentTools } from "@/orchestrator/agent_tools/tool_server.ts";
import { StoreUnavailable } from "@/orchestrator/event_writer.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { recordedDesks } from "@/tests/helpers/recorded_desks.ts";
import { until } from "@/tests/helpers/until.ts";

const MANAGER_TOOLS = [
  "submit_analysis",
  "list_workers",
  "select_worker",
  "submit_instructions",
  "submit_review",
  "submit_result",
  "send_message",
  "list_messages",
];
const WORKER_TOOLS = [
  "report_progress",
  "ask_manager",
  "submit_result",
  "send_message",
  "list_messages",
];
const AGENT = agentId(1);

type Reply = {
  readonly id?: unknown;
  // deno-lint-ignore no-explicit-any -- what the protocol answers differs by method
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
};

/** The server of one agent, and what reached its desks. */
function serve(role: AgentRole, answer?: Parameters<typeof recordedDesks>[0]) {
  const { desks, calls } = recordedDesks(answer);
  const logged: string[] = [];
  const log = {
    info: () => {},
    error: (message: string) => void logged.push(message),
  };
  const server = agentTools({ ...desks, log })({ id: AGENT, role });
  const tell = async (message: unknown) =>
    await server(message, new AbortController().signal) as Reply | undefined;
  const ask = (method: string, params?: unknown) =>
    tell({ jsonrpc: "2.0", id: 7, method, params });
  const call = async (name: string, args?: unknown) => {
    const reply = await ask("tools/call", { name, arguments: args });
    const { content, isError = false } = reply?.result ?? {};
    return { isError, text: content?.[0]?.text as string };
  };
  return { tell, ask, call, calls, logged };
}

Deno.test("the server introduces itself in the revision that was asked for, else in its newest", async () => {
  const { ask } = serve("worker");

  const known = await ask("initialize", { protocolVersion: "2025-06-18" });
  const unknown = await ask("initialize", { protocolVersion: "2031-01-01" });

  assert.deepEqual(known, {
    jsonrpc: "2.0",
    id: 7,
    result: {
      protocolVersion: "2025-06-18",
      capabilities: { tools: {} },
      serverInfo: { name: "vamp", version: "1" },
    },
  });
  assert.equal(unknown?.result.protocolVersion, "2025-11-25");
});

Deno.test("a ping is answered, and a notification is not", async () => {
  const { ask, tell } = serve("worker");

  const pong = await ask("ping");
  const nothing = await tell({
    jsonrpc: "2.0",
    method: "notifications/initialized",
  });
  const late = await tell({ jsonrpc: "2.0", id: 3, result: {} });

  assert.deepEqual(pong?.result, {});
  assert.equal(nothing, undefined);
  assert.equal(late, undefined);
});

Deno.test("an id is answered as it came, also 0 and text", async () => {
  const { tell } = serve("worker");

  const ids = await Promise.all(
    [0, "a"].map((id) => tell({ jsonrpc: "2.0", id, method: "ping" })),
  );

  assert.deepEqual(ids.map((reply) => reply?.id), [0, "a"]);
});

for (
  const [message, code, id] of [
    [null, -32600, null],
    ["ping", -32600, null],
    [[], -32600, null],
    [{ id: 4, method: "ping" }, -32600, 4],
    [{ jsonrpc: "2.0", id: 4, method: 5 }, -32600, 4],
    [{ jsonrpc: "2.0", id: 4, method: "resources/list" }, -32601, 4],
    [{ jsonrpc: "2.0", id: 4, method: "tools/call" }, -32602, 4],
  ] as const
) {
  Deno.test(`${JSON.stringify(message)} is refused with ${code}`, async () => {
    const { tell, calls } = serve("worker");

    const reply = await tell(message);

    assert.equal(reply?.error?.code, code);
    assert.equal(reply?.id, id);
    assert.deepEqual(calls, []);
  });
}

for (
  const [role, tools] of [
    ["manager", MANAGER_TOOLS],
    ["worker", WORKER_TOOLS],
  ] as const
) {
  Deno.test(`a ${role} sees its own tools, each with a description and a closed schema`, async () => {
    const { ask } = serve(role);

    const reply = await ask("tools/list");

    const listed = reply?.result.tools as {
      name: string;
      description: string;
      inputSchema: Record<string, unknown>;
      annotations: { readOnlyHint: boolean };
    }[];
    assert.deepEqual(listed.map(({ name }) => name), tools);
    for (const { name, description, inputSchema, annotations } of listed) {
      assert.ok(description.length > 60, name);
      assert.equal(inputSchema.type, "object", name);
      assert.equal(inputSchema.additionalProperties, false, name);
      assert.equal(annotations.readOnlyHint, true, name);
    }
  });
}

Deno.test("the schema of an analysis says what the model has to send", async () => {
  const { ask } = serve("manager");

  const reply = await ask("tools/list");

  const { inputSchema } = reply?.result.tools[0];
  const part = inputSchema.properties.parts;
  assert.deepEqual(inputSchema.required, ["requirements", "parts"]);
  assert.deepEqual([part.minItems, part.maxItems], [1, 10]);
  assert.deepEqual(part.items.required, ["key", "title", "description"]);
  assert.equal(part.items.additionalProperties, false);
  assert.match(part.items.properties.depends_on.description, /results/);
});

Deno.test("a call reaches the desk as the agent whose channel it came by, whatever it says", async () => {
  const { ask, calls } = serve("worker");

  const reply = await ask("tools/call", {
    name: "report_progress",
    arguments: { progress: 0.5, details: "half" },
    agent_id: agentId(9),
    _meta: { "claudecode/toolUseId": "toolu_1", agent_id: agentId(9) },
  });

  assert.deepEqual(reply?.result, {
    content: [{ type: "text", text: "Taken." }],
  });
  assert.deepEqual(calls, [{
    what: "work.reportProgress",
    agent: AGENT,
    input: { progress: 0.5, details: "half" },
  }]);
});

Deno.test("an identity among the arguments is refused", async () => {
  const { call, calls } = serve("worker");

  const { isError, text } = await call("submit_result", {
    output: "done",
    agent_id: agentId(9),
  });

  assert.equal(isError, true);
  assert.match(text, /agent_id/);
  assert.deepEqual(calls, []);
});

for (const name of MANAGER_TOOLS.filter((n) => !WORKER_TOOLS.includes(n))) {
  Deno.test(`a worker that calls ${name} is refused and told its own tools`, async () => {
    const { call, calls } = serve("worker");

    const { isError, text } = await call(name, {});

    assert.equal(isError, true);
    assert.match(text, /it is for a manager, and you are a worker/);
    assert.ok(text.includes(WORKER_TOOLS.join(", ")));
    assert.deepEqual(calls, []);
  });
}

Deno.test("a manager that calls a worker's tool is refused", async () => {
  const { call, calls } = serve("manager");

  const { isError, text } = await call("ask_manager", { question: "What?" });

  assert.equal(isError, true);
  assert.match(text, /it is for a worker, and you are a manager/);
  assert.deepEqual(calls, []);
});

Deno.test("calls that come at the same time are carried out one after the other", async () => {
  const held: ((answer: { ok: true; text: string }) => void)[] = [];
  const { call, calls } = serve(
    "manager",
    () => new Promise((resolve) => held.push(resolve)),
  );
  const release = () => held.shift()?.({ ok: true, text: "Taken." });

  const review = { part: "a", verdict: "accept", reason: "fine" };
  const first = call("submit_review", review);
  const second = call("submit_result", { output: "all" });
  await until("the first call", () => held.length === 1);
  const meanwhile = calls.map(({ what }) => what);
  release();
  await first;
  await until("the second call", () => held.length === 1);
  release();
  await second;

  assert.deepEqual(meanwhile, ["handoff.submitReview"]);
  assert.deepEqual(
    calls.map(({ what }) => what),
    ["handoff.submitReview", "handoff.submitResult"],
  );
});

Deno.test("submit_result is each role's own", async () => {
  const manager = serve("manager");
  const worker = serve("worker");

  await manager.call("submit_result", { output: "all" });
  await worker.call("submit_result", { output: "part" });
  const tooMuch = await worker.call("submit_result", {
    output: "part",
    succeeded: true,
  });

  assert.deepEqual(manager.calls, [{
    what: "handoff.submitResult",
    agent: AGENT,
    input: { output: "all", succeeded: true },
  }]);
  assert.deepEqual(worker.calls.map(({ input }) => input), [{
    output: "part",
  }]);
  assert.equal(tooMuch.isError, true);
});

for (const args of ["none", null, [], 5]) {
  Deno.test(`arguments that are ${JSON.stringify(args)} are refused with a text`, async () => {
    const { call, calls } = serve("worker");

    const { isError, text } = await call("submit_result", args);

    assert.equal(isError, true);
    assert.match(text, /its arguments do not fit/);
    assert.deepEqual(calls, []);
  });
}

for (const name of ["no_such_tool", "constructor", "__proto__"]) {
  Deno.test(`a call of "${name}" is refused with a text`, async () => {
    const { call } = serve("worker");

    const { isError, text } = await call(name, {});

    assert.equal(isError, true);
    assert.match(text, /there is no such tool/);
  });
}

Deno.test("what a desk refuses is a failed call with its text", async () => {
  const answer = () => Promise.resolve({ ok: false, text: "Not now: wait." });
  const { call, logged } = serve("manager", answer);

  const result = await call("list_workers");

  assert.deepEqual(result, { isError: true, text: "Not now: wait." });
  assert.deepEqual(logged, []);
});

Deno.test("a store that takes nothing is told as such, and to call again", async () => {
  const answer = () => Promise.reject(new StoreUnavailable("secret path"));
  const { call, logged } = serve("worker", answer);

  const { isError, text } = await call("submit_result", { output: "done" });

  assert.equal(isError, true);
  assert.match(text, /takes no changes right now.*Call it again/);
  assert.ok(!text.includes("secret"));
  assert.equal(logged.length, 1);
});

Deno.test("a defect of a desk reaches the log, and the model without its text", async () => {
  const answer = () => Promise.reject(new TypeError("secret path"));
  const { call, logged } = serve("worker", answer);

  const { isError, text } = await call("submit_result", { output: "done" });

  assert.equal(isError, true);
  assert.match(text, /something went wrong inside the server/);
  assert.ok(!text.includes("secret"));
  assert.deepEqual(logged, ["tool call failed"]);
});
