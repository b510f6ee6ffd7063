import { strict as assert } from "node:assert";
import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import {
  granted,
  openPlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

const DEADLINE_MS = 60_000;

const tool = (name: string, input: Record<string, unknown>) => ({
  tool: { name: `mcp__vamp__${name}`, input },
});

/** A text that takes a few seconds to be written. */
const SLOW = { text: "word ".repeat(400), chunk_size: 5, chunk_delay_ms: 20 };

const messagesOf = ({ messages }: Fleet): Message[] =>
  Object.values(messages).sort((a, b) => a.id < b.id ? -1 : 1);

const allDelivered = (fleet: Fleet) => {
  const messages = messagesOf(fleet);
  return messages.length > 0 &&
    messages.every(({ delivery }) => delivery.status === "delivered");
};

const isIdle = (id: string) => ({ agents }: Fleet) =>
  agents[id]?.state.status === "idle" && agents[id];

Deno.test("a worker asks its manager, waits with its part, and goes on with the answer", async () => {
  const part = { key: "api", title: "The api", description: "Make the api" };
  await using on = await openPlatformBench({
    rules: [
      {
        when: { last_user: "Step 1 of 5" },
        steps: [
          tool("submit_analysis", { requirements: "An api", parts: [part] }),
          "The analysis is in.",
        ],
      },
      {
        when: { last_user: "Step 2 of 5", step: 0 },
        reply: tool("list_workers", {}),
      },
      {
        when: {
          last_user: "Step 2 of 5",
          tool_result: "/worker_id (\\S+): Ann;/",
        },
        reply: tool("select_worker", { part: "api", worker_id: "{{1}}" }),
      },
      { when: { last_user: "Step 2 of 5" }, reply: "Ann does it." },
      {
        when: { last_user: "Step 3 of 5" },
        steps: [
          tool("submit_instructions", { part: "api", instructions: "Do it" }),
          "The instructions are in.",
        ],
      },
      {
        when: { last_user: "Step 5 of 5" },
        steps: [
          tool("submit_review", {
            part: "api",
            verdict: "accept",
            reason: "fine",
          }),
          tool("submit_result", { output: "It is built" }),
          "It is over.",
        ],
      },
      {
        when: { last_user: '/a question\\n.*"to": "(\\S+)" and/s' },
        steps: [
          tool("send_message", { to: "{{1}}", text: "8080.", kind: "answer" }),
          "Ann has her answer.",
        ],
      },
      {
        when: { last_user: "/an answer\\n.*^> (\\d+)\\.$/ms" },
        steps: [
          tool("submit_result", { output: "It listens on {{1}}" }),
          "Done.",
        ],
      },
      {
        when: { last_user: "the part" },
        steps: [
          tool("ask_manager", { question: "Which port?" }),
          "I wait for the port.",
        ],
      },
    ],
  });
  const [manager, worker] = await Promise.all([
    on.agent({ role: "manager", name: "Mara" }),
    on.agent({ name: "Ann" }),
  ]);

  const task = await on.give(manager.id, {
    description: "Build it",
    mode: "handoff",
  });
  const done = await on.ended(task, DEADLINE_MS);

  const fleet = on.platform.fleet();
  const [question, answer, ...others] = messagesOf(fleet);
  const child = fleet.tasks[question?.task_id ?? ""];
  assert.equal(done.state.status, "completed", JSON.stringify(done.state));
  assert.deepEqual(others, []);
  assert.deepEqual(
    [question, answer].map((message) => [
      message?.kind,
      message?.from_agent_id,
      message?.to_agent_id,
      message?.delivery.status,
      message?.hops,
    ]),
    [
      ["question", worker.id, manager.id, "delivered", 0],
      ["answer", manager.id, worker.id, "delivered", 1],
    ],
  );
  assert.notEqual(question?.answered_at, null);
  assert.equal(answer?.in_reply_to, question?.id);
  assert.equal(answer?.task_id, child?.id);
  assert.equal(child?.part, "api");
  assert.equal(child?.attempts.length, 1);
  assert.equal(
    child?.state.status === "completed" && child.state.result.output.text,
    "It listens on 8080",
  );
  const waited = (await on.events()).some((event) =>
    event.type === "agent.activity_changed" && event.agent_id === worker.id &&
    event.data.activity.kind === "awaiting_workers"
  );
  assert.ok(waited, "the worker was not shown as waiting");
});

Deno.test("the person's message begins a turn of an agent that rests", async () => {
  await using on = await openPlatformBench({
    fallback: "I heard: {{last_user}}",
  });
  const agent = await on.agent();

  granted(await on.platform.sendMessage(agent.id, "The port is 8080.", false));
  await on.until(allDelivered);
  await on.until(isIdle(agent.id));

  const [message] = messagesOf(on.platform.fleet());
  assert.ok(message?.delivery.status === "delivered");
  assert.equal(message.delivery.turn, 1);
  const said = (await on.transcript(agent.id)).find(({ kind }) =>
    kind === "text"
  );
  assert.match(
    said?.kind === "text" ? said.text.text : "",
    /From: the person who runs this fleet[\s\S]*> The port is 8080\./,
  );
});

Deno.test("an urgent message interrupts what its receiver does, and the task goes on with it", async () => {
  await using on = await openPlatformBench({
    rules: [{ when: { last_user: "urgent" }, reply: "I use 8080." }],
    fallback: SLOW,
  });
  const agent = await on.agent();
  const task = await on.give(agent.id, { description: "count slowly" });
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");

  granted(await on.platform.sendMessage(agent.id, "Use 8080.", true));
  const done = await on.ended(task, DEADLINE_MS);

  const [message] = messagesOf(on.platform.fleet());
  assert.equal(message?.task_id, task.id);
  assert.equal(message?.delivery.status, "delivered");
  assert.equal(
    done.state.status === "completed" && done.state.result.output.text,
    "I use 8080.",
    JSON.stringify(done.state),
  );
});

Deno.test("agents that answer every message with one stop by themselves", async () => {
  await using on = await openPlatformBench({
    rules: [
      {
        when: { last_user: "/^Say hello/", step: 0 },
        reply: tool("send_message", { to: "Ben", text: "hello" }),
      },
      {
        when: { last_user: "/From: (\\w+) \\(worker/", step: 0 },
        reply: tool("send_message", { to: "{{1}}", text: "hello again" }),
      },
    ],
    fallback: "Said.",
  });
  const [ann, ben] = await Promise.all([
    on.agent({ name: "Ann" }),
    on.agent({ name: "Ben" }),
  ]);

  const task = await on.give(ann.id, { description: "Say hello" });
  await on.ended(task, DEADLINE_MS);
  await on.until(
    (fleet) => messagesOf(fleet).length === 6 && allDelivered(fleet),
    DEADLINE_MS,
  );
  await on.until(isIdle(ann.id));
  await on.until(isIdle(ben.id));

  const messages = messagesOf(on.platform.fleet());
  assert.deepEqual(messages.map(({ hops }) => hops), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(
    messages.slice(1).map(({ caused_by }) => caused_by),
    messages.slice(0, -1).map(({ updated_seq }) => updated_seq),
  );
});

Deno.test("a message that waits is delivered after a restart of the server", async () => {
  await using on = await openPlatformBench({
    rules: [{ when: { last_user: "You have a message" }, reply: "Thanks." }],
    fallback: SLOW,
  });
  const agent = await on.agent();
  const task = await on.give(agent.id, { description: "count slowly" });
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
  granted(await on.platform.sendMessage(agent.id, "By the way.", false));

  await on.reopen();
  await on.until(allDelivered, DEADLINE_MS);

  const sent = (await on.events()).filter(({ type }) =>
    type === "message.sent" || type === "message.delivered"
  );
  assert.deepEqual(
    sent.map(({ type }) => type),
    ["message.sent", "message.delivered"],
  );
});
