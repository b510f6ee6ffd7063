import { strict as assert } from "node:assert";
import type { Decision } from "@/domain/approval.ts";
import {
  granted,
  openPlatformBench,
  refusalOf,
} from "@/tests/helpers/platform_under_test.ts";
import {
  ALLOW,
  asking,
  isMade,
  MAKING,
  MAKING_TWO,
  outputOf,
  pending,
  QUESTIONS,
} from "@/tests/helpers/asking_agents.ts";

Deno.test("four agents ask at once: four in order of age, and each answer reaches the right one", async () => {
  await using on = await openPlatformBench(MAKING);
  const agents = await Promise.all([1, 2, 3, 4].map(() => asking(on)));
  const tasks = await Promise.all(
    agents.map(({ id }, i) => on.give(id, { description: `make file${i}` })),
  );

  const requests = await pending(on, 4);
  const { items } = await on.platform.listApprovals({
    status: "pending",
    limit: 10,
  });
  const waiting = tasks.map(({ id }) =>
    on.platform.fleet().tasks[id]?.state.status
  );
  for (const { id, agent_id } of items) {
    const i = agents.findIndex((agent) => agent.id === agent_id);
    const decision: Decision = i % 2 === 0
      ? ALLOW
      : { decision: "deny", note: `not file${i}` };
    granted(await on.platform.decideApproval(id, decision));
  }
  const outputs = await Promise.all(tasks.map((task) => outputOf(on, task)));
  const made = await Promise.all(
    agents.map((agent, i) => isMade(agent, `file${i}`)),
  );

  assert.deepEqual(items, requests);
  const ages = items.map(({ created_at }) => created_at);
  assert.deepEqual(ages, ages.toSorted());
  assert.deepEqual(waiting, Array(4).fill("awaiting_approval"));
  assert.deepEqual(made, [true, false, true, false]);
  for (const i of [1, 3]) {
    assert.match(outputs[i]!, new RegExp(`denied this: not file${i}\\.`));
  }
});

Deno.test("another permission mode counts at once, within a turn and for the next one", async () => {
  await using on = await openPlatformBench(MAKING_TWO);
  const agent = await asking(on);
  const first = await on.give(agent.id, { description: "make one and two" });
  const [request] = await pending(on);
  assert.ok(request);

  granted(
    await on.platform.changeAgent(agent.id, { permission_mode: "acceptEdits" }),
  );
  granted(await on.platform.decideApproval(request.id, ALLOW));
  await on.ended(first);
  const asked = Object.keys(on.platform.fleet().approvals).length;
  const made = [await isMade(agent, "one"), await isMade(agent, "two")];
  granted(
    await on.platform.changeAgent(agent.id, { permission_mode: "default" }),
  );
  await on.give(agent.id, { description: "make three and four" });
  const [again] = await pending(on);

  assert.equal(asked, 1);
  assert.deepEqual(made, [true, true]);
  assert.match(again?.input.text ?? "", /three/);
});

Deno.test("an agent says that it waits for a person, and goes on when it is answered", async () => {
  await using on = await openPlatformBench(MAKING);
  const agent = await asking(on);
  const task = await on.give(agent.id, { description: "make it" });

  const [request] = await pending(on);
  const { state } = on.platform.fleet().agents[agent.id]!;
  granted(await on.platform.decideApproval(request!.id, ALLOW));
  await on.ended(task);

  assert.ok(state.status === "busy");
  assert.equal(state.activity.kind, "awaiting_approval");
  const told = (await on.events()).flatMap((event) =>
    event.type === "agent.activity_changed"
      ? [event.data.activity.kind]
      : event.type.startsWith("approval.")
      ? [event.type]
      : []
  );
  const from = told.indexOf("awaiting_approval");
  assert.deepEqual(told.slice(from, from + 5), [
    "awaiting_approval",
    "approval.requested",
    "approval.decided",
    "approval.delivered",
    "tool",
  ]);
  assert.equal(await isMade(agent, "it"), true);
});

Deno.test("answered twice: the second is told, and the agent once", async () => {
  await using on = await openPlatformBench(MAKING);
  const agent = await asking(on);
  const task = await on.give(agent.id, { description: "make it" });
  const [request] = await pending(on);

  const [first, second] = await Promise.all([
    on.platform.decideApproval(request!.id, { decision: "deny", note: "no" }),
    on.platform.decideApproval(request!.id, ALLOW),
  ]);
  const output = await outputOf(on, task);

  assert.ok(first.ok);
  assert.equal(refusalOf(second), "approval_decided");
  assert.match(output, /A person denied this: no\./);
  assert.equal(await isMade(agent, "it"), false);
});

Deno.test("nobody answers: it is denied after the time, and the agent is free again", async () => {
  await using on = await openPlatformBench(MAKING, { approvalTimeoutMs: 500 });
  const agent = await asking(on);
  const task = await on.give(agent.id, { description: "make it" });

  const output = await outputOf(on, task);
  await on.until(({ agents }) => agents[agent.id]?.state.status === "idle");

  assert.match(output, /Nobody answered in time/);
  const [request] = Object.values(on.platform.fleet().approvals);
  assert.equal(request?.state.status, "expired");
  assert.equal(await isMade(agent, "it"), false);
});

Deno.test("a request outlives a restart of the server: its answer reaches the agent, once", async () => {
  await using on = await openPlatformBench(MAKING);
  const agent = await asking(on);
  const task = await on.give(agent.id, { description: "make it" });
  const [request] = await pending(on);

  await on.reopen();
  const [still] = await pending(on);
  granted(await on.platform.decideApproval(request!.id, ALLOW));
  await outputOf(on, task);

  assert.equal(still?.id, request?.id);
  assert.equal(await isMade(agent, "it"), true);
  const events = await on.events();
  for (
    const type of [
      "approval.requested",
      "approval.decided",
      "approval.delivered",
    ]
  ) assert.equal(events.filter((event) => event.type === type).length, 1, type);
});

Deno.test("a question is answered, and the agent has the answer", async () => {
  await using on = await openPlatformBench({
    rules: [{
      when: { last_user: "paint" },
      steps: [
        {
          text: "One thing first.",
          tool: { name: "AskUserQuestion", input: { questions: QUESTIONS } },
        },
        "I heard: {{tool_result}}",
      ],
    }],
    fallback: "Nothing to do.",
  });
  const agent = await asking(on);
  const task = await on.give(agent.id, { description: "paint it" });

  const [request] = await pending(on);
  const early = await on.platform.decideApproval(request!.id, ALLOW);
  granted(
    await on.platform.decideApproval(request!.id, {
      ...ALLOW,
      answers: { "Which colour?": "Blue" },
    }),
  );
  const output = await outputOf(on, task);

  assert.equal(request?.kind, "question");
  assert.equal(refusalOf(early), "decision_unfit");
  assert.match(output, /Which colour\?.*Blue/s);
});

Deno.test("allowed for the task: the same again is not asked, and the rule is gone with the task", async () => {
  const step = MAKING.rules[0]!.steps[0]!;
  await using on = await openPlatformBench({
    rules: [{
      when: { last_user: "/make (\\w+)/" },
      steps: [step, step, "ok"],
    }],
    fallback: "Nothing to do.",
  });
  const agent = await asking(on);
  const task = await on.give(agent.id, { description: "make it" });

  const [request] = await pending(on);
  granted(
    await on.platform.decideApproval(request!.id, {
      decision: "allow",
      scope: "task",
    }),
  );
  await on.ended(task);

  const { approvals, rules } = on.platform.fleet();
  assert.deepEqual(
    Object.values(approvals).map(({ state }) =>
      state.status === "allowed" && state.by.kind
    ),
    ["person", "rule"],
  );
  assert.deepEqual(rules, {});
});

Deno.test("a task that is cancelled takes its request with it", async () => {
  await using on = await openPlatformBench(MAKING);
  const agent = await asking(on);
  const task = await on.give(agent.id, { description: "make it" });
  const [request] = await pending(on);

  granted(await on.platform.cancelTask(task.id));
  await on.until(({ agents }) => agents[agent.id]?.state.status === "idle");

  const { approvals } = on.platform.fleet();
  assert.equal(approvals[request!.id]?.state.status, "withdrawn");
  assert.equal(await isMade(agent, "it"), false);
});
