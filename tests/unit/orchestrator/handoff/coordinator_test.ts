import { strict as assert } from "node:assert";
import { HandoffRig } from "@/tests/helpers/handoff_rig.ts";
import { MANAGER, PARENT, WORKERS } from "@/tests/helpers/handoff_team.ts";
import { FOUR_PARTS, goodTurn } from "@/tests/helpers/handoff_turns.ts";
import { asked, ofType } from "@/tests/helpers/handoff_log.ts";

Deno.test("a hand-off goes through its five steps to the end of its task", async () => {
  const rig = await HandoffRig.begin();

  await rig.play(goodTurn);

  assert.deepEqual(asked(rig), [
    "analyzing first",
    "selecting first",
    "instructing first",
    "processing first",
  ]);
  assert.equal(rig.handoff.state.status, "completed");
  assert.equal(rig.parent?.state.status, "completed");
  assert.equal(
    rig.parent?.state.status === "completed" &&
      rig.parent.state.result.output.text,
    "It is built",
  );
  const parts = FOUR_PARTS.map(({ key }) => rig.part(key));
  assert.deepEqual(
    parts.map(({ state, parent_id }) => [state.status, parent_id]),
    parts.map(() => ["completed", PARENT]),
  );
});

Deno.test("a hand-off took no less than no time, though the clock was set back in it", async () => {
  const rig = await HandoffRig.begin();
  await rig.play(goodTurn, () => rig.handoff.state.status === "executing");

  rig.now = new Date(Date.parse(rig.now) - 7_200_000).toISOString();
  await rig.play(goodTurn);

  const ended = rig.parent?.state;
  assert.equal(ended?.status === "completed" && ended.result.duration_ms, 0);
});

Deno.test("the last instructions make tasks of all parts, in one commit", async () => {
  const rig = await HandoffRig.begin({ priority: 7 });

  await rig.play(
    goodTurn,
    () => rig.handoff.state.status === "executing",
  );

  const [api, ui, tests, docs] = FOUR_PARTS.map(({ key }) => rig.part(key));
  assert.deepEqual(
    [api, ui, tests, docs].map((task) => task?.state.status),
    ["pending", "pending", "blocked", "pending"],
  );
  assert.deepEqual(tests?.depends_on, [api?.id, ui?.id]);
  assert.equal(tests?.agent_id, WORKERS[1]);
  assert.equal(tests?.pinned, true);
  assert.equal(tests?.priority, 7);
  assert.equal(
    tests?.description.text,
    "Do tests well\n\n## The part: The tests\n\nMake the tests",
  );
  assert.equal(ofType(rig.log, "handoff.parts_created").length, 1);
});

Deno.test("a part whose worker ended before it began may be done by anybody", async () => {
  const rig = await HandoffRig.begin();
  await rig.play(goodTurn, () => rig.handoff.state.status === "executing");
  await rig.settle();

  await rig.append({
    type: "agent.terminated",
    agent_id: WORKERS[1],
    data: { reason: "asked" },
  });
  rig.look();
  await rig.settle();

  assert.equal(rig.part("tests").pinned, false);
  assert.equal(rig.part("tests").agent_id, null);
  await rig.play(goodTurn);
  assert.match(
    rig.prompts.at(-1) ?? "",
    /The worker you chose, Ben, had ended/,
  );
  assert.equal(rig.handoff.state.status, "completed");
});

Deno.test("who ends the task ends its parts; what is done stays done", async () => {
  const rig = await HandoffRig.begin();
  await rig.play(goodTurn, () => rig.handoff.state.status === "executing");
  await rig.settle();
  await rig.finish(rig.part("api"), "api is done");

  await rig.append(
    ...rig.coordinator.endOf(rig.handoff.id, "A person cancelled it"),
    {
      type: "task.cancelled",
      task_id: PARENT,
      agent_id: MANAGER,
      data: { reason: "A person cancelled it" },
    },
  );
  await rig.settle();

  assert.equal(rig.handoff.state.status, "failed");
  assert.deepEqual(
    FOUR_PARTS.map(({ key }) => rig.part(key).state.status),
    ["completed", "cancelled", "cancelled", "cancelled"],
  );
  assert.deepEqual(
    rig.coordinator.endOf(rig.handoff.id, "again"),
    [],
  );
});

Deno.test("a hand-off whose task ended without it ends by itself", async () => {
  const rig = await HandoffRig.begin();
  await rig.settle();

  await rig.append({
    type: "task.failed",
    task_id: PARENT,
    agent_id: MANAGER,
    data: {
      attempt: 1,
      outcome: "timed_out",
      failure: { kind: "timed_out", message: "too long" },
    },
  });
  await rig.settle();

  assert.equal(
    rig.handoff.state.status === "failed" && rig.handoff.state.failure.kind,
    "timed_out",
  );
});

Deno.test("a hand-off goes on with the manager that has it, and begins anew with another", async () => {
  const rig = await HandoffRig.begin();
  await rig.settle();
  const { agents, tasks } = rig.fleet;
  const task = tasks[PARENT];
  const [same, other] = [agents[MANAGER], agents[WORKERS[0]]];
  assert.ok(task && same && other);

  const again = rig.coordinator.begin(task, same);
  const anew = rig.coordinator.begin(task, other);

  assert.deepEqual(again, []);
  assert.deepEqual(anew.map(({ type }) => type), [
    "handoff.failed",
    "handoff.created",
  ]);
});

Deno.test("long texts reach the worker whole, and the record holds their beginning", async () => {
  const rig = await HandoffRig.begin();
  const instructions = "x".repeat(11_000);

  await rig.play(async (rig) => {
    if (rig.handoff.state.status !== "instructing") return await goodTurn(rig);
    for (const { key } of rig.handoff.parts) {
      await rig.desk.submitInstructions(MANAGER, { part: key, instructions });
    }
  }, () => rig.handoff.state.status === "executing");
  await rig.settle();

  assert.equal(rig.handoff.parts[0]?.instructions?.text.length, 300);
  assert.equal(rig.handoff.parts[0]?.instructions?.length, 11_000);
  const { blob } = rig.part("api").description;
  assert.ok(rig.texts.get(blob ?? "")?.startsWith(instructions));
});
