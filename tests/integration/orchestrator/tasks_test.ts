import { strict as assert } from "node:assert";
import { totalTokens } from "@/domain/usage_sum.ts";
import {
  openPlatformBench,
  refusalOf,
} from "@/tests/helpers/platform_under_test.ts";
import { tagged } from "@/tests/helpers/tagged.ts";

const TOOL_ROUND = {
  rules: [{ when: { has_tool_result: true }, reply: "It is 42." }],
  fallback: {
    text: "I count.",
    tool: {
      name: "Bash",
      input: { command: "echo $((6 * 7))", description: "d" },
    },
  },
};

Deno.test("a new agent becomes idle in a process that runs on this host", async () => {
  await using on = await openPlatformBench({ fallback: "hi" });

  const agent = await on.agent({ name: "Ben" });

  const { state } = agent;
  assert.equal(state.status, "idle");
  const pids = (await tagged(on.instanceId)).map(({ pid }) => pid);
  assert.ok(state.status === "idle" && pids.includes(state.process_id));
});

Deno.test("a task ends with its result, its cost and a transcript without gaps", async () => {
  await using on = await openPlatformBench(TOOL_ROUND);
  const agent = await on.agent({ allowed_tools: ["Bash(echo *)"] });

  const given = await on.give(agent.id, { description: "What is 6 * 7?" });
  const task = await on.ended(given);

  assert.ok(task.state.status === "completed", JSON.stringify(task.state));
  assert.equal(task.state.result.output.text, "It is 42.");
  assert.equal(task.state.result.turns, 2);
  assert.ok(task.state.result.duration_ms > 0);
  assert.equal(task.attempts[0]?.outcome, "succeeded");
  assert.ok(task.usage.cost_usd > 0 && totalTokens(task.usage) > 0);

  const after = await on.platform.findAgent(agent.id);
  assert.deepEqual(after?.usage, task.usage);
  assert.deepEqual([after?.state.status, after?.tasks_completed], ["idle", 1]);

  const entries = await on.transcript(agent.id);
  assert.deepEqual(entries.map(({ n }) => n), [...entries.keys()]);
  assert.equal(after?.transcript_length, entries.length);
  assert.deepEqual(entries.map(({ kind }) => kind), [
    "prompt",
    "text",
    "tool_call",
    "tool_result",
    "text",
    "turn_ended",
  ]);
  assert.ok(entries.every(({ task_id }) => task_id === task.id));
});

Deno.test("the log tells a task from its creation to its end, one seq after the other", async () => {
  await using on = await openPlatformBench(TOOL_ROUND);
  const agent = await on.agent({ allowed_tools: ["Bash(echo *)"] });
  await on.ended(await on.give(agent.id, {}));

  const events = await on.events();

  assert.deepEqual(
    events.map(({ seq }) => seq),
    [...events.keys()].map((i) => i + 1),
  );
  assert.deepEqual(
    events.map(({ type }) => type).filter((type) =>
      !/^(transcript|usage|server)|activity/.test(type)
    ),
    [
      "agent.created",
      "agent.launched",
      "agent.started",
      "task.created",
      "task.assigned",
      "task.started",
      "task.completed",
    ],
  );
});

Deno.test("waiting tasks run one at a time, the highest priority first, then the oldest", async () => {
  await using on = await openPlatformBench({
    rules: [{
      when: { last_user: "first" },
      reply: { text: "busy", delay_ms: 500 },
    }],
    fallback: "done",
  });
  const agent = await on.agent();

  const names = ["first", "low", "normal", "normal too", "urgent"];
  const priorities = [0, -5, 0, 0, 20];
  const tasks = [];
  for (const [i, name] of names.entries()) {
    const priority = priorities[i] ?? 0;
    tasks.push(await on.give(agent.id, { description: name, priority }));
  }
  for (const task of tasks) await on.ended(task);

  const titles = new Map(tasks.map(({ id, title }) => [id, title]));
  const told = (await on.events()).flatMap((event) =>
    event.type === "task.assigned" || event.type === "task.completed"
      ? [`${event.type} ${titles.get(event.task_id)}`]
      : []
  );
  assert.deepEqual(
    told,
    ["first", "urgent", "normal", "normal too", "low"].flatMap((name) => [
      `task.assigned ${name}`,
      `task.completed ${name}`,
    ]),
  );
});

Deno.test("the same id sent twice makes one task, and another text under it is refused", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  const agent = await on.agent();
  const wanted = { id: "job-1", description: "do it", priority: 0 };

  const answers = await Promise.all([
    on.platform.assignTask(agent.id, wanted),
    on.platform.assignTask(agent.id, wanted),
  ]);
  const [first] = answers;
  assert.ok(first?.ok);
  await on.ended(first.value.task);
  const later = await on.platform.assignTask(agent.id, wanted);
  const other = await on.platform.assignTask(agent.id, {
    ...wanted,
    description: "do something else",
  });

  const ids = [...answers, later].map((answer) =>
    answer.ok && answer.value.task.id
  );
  assert.equal(new Set(ids).size, 1);
  // Which of the two calls came first is nobody's promise.
  const made = [...answers, later].map((answer) =>
    answer.ok && answer.value.created
  );
  assert.deepEqual(made.filter(Boolean), [true]);
  assert.equal(made.at(-1), false);
  assert.equal(refusalOf(other), "task_id_taken");
  assert.equal(Object.keys(on.platform.fleet().tasks).length, 1);
  assert.equal((await on.platform.findTask("job-1"))?.id, ids[0]);
});

Deno.test("the first task is answered also when its agent has ended meanwhile", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  const agent = await on.agent();
  const id = crypto.randomUUID(); // looks like an id of ours, and is none
  const task = await on.give(agent.id, { id });
  await on.ended(task);
  await on.platform.terminateAgent(agent.id);

  const again = await on.platform.assignTask(agent.id, {
    id,
    description: "do it",
    priority: 0,
  });
  const fresh = await on.platform.assignTask(agent.id, {
    description: "more",
    priority: 0,
  });

  assert.ok(again.ok && again.value.task.id === task.id);
  assert.equal(refusalOf(fresh), "agent_ended");
  assert.equal((await on.platform.findTask(id))?.id, task.id);
});

Deno.test("a long text reaches the model whole, and a long result is readable whole", async () => {
  const answer = "ä€😀.".repeat(8_000);
  await using on = await openPlatformBench({
    fallback: { text: answer, chunk_size: 4_000 },
  });
  const agent = await on.agent();
  const description = `begin ${"x é 漢 😀 ".repeat(11_000)}end`;

  const task = await on.ended(await on.give(agent.id, { description }));

  const { body } = await on.bench.model.waitForRequest(
    ({ path }) => path === "/v1/messages",
    1_000,
  );
  assert.ok(
    JSON.stringify(body).includes(JSON.stringify(description).slice(1, -1)),
  );
  assert.ok(task.state.status === "completed");
  const { output } = task.state.result;
  assert.equal(output.length, answer.length);
  assert.equal(await on.platform.fullText(output), answer);
  assert.equal(await on.platform.fullText(task.description), description);
});

Deno.test("no more agents are created than the limit allows, until one has ended", async () => {
  await using on = await openPlatformBench({ fallback: "ok" }, {
    maxAgents: 1,
  });
  const agent = await on.agent();
  const { config } = agent;

  const refused = await on.platform.createAgent(config);
  await on.platform.terminateAgent(agent.id);
  const created = await on.platform.createAgent(config);

  assert.equal(refusalOf(refused), "agent_limit_reached");
  assert.ok(created.ok);
});
