import { strict as assert } from "node:assert";
import { StoreUnavailable } from "@/orchestrator/event_writer.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { until } from "@/tests/helpers/until.ts";
import {
  AGENT,
  MANAGER_TOOLS,
  serve,
  WORKER_TOOLS,
} from "@/tests/helpers/served_tools.ts";

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
