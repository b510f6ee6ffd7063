import { strict as assert } from "node:assert";
import type { FleetEvent } from "@/domain/event.ts";
import {
  FOUR_PARTS,
  goodTurn,
  HandoffRig,
  idleTurn,
  MANAGER,
  PARENT,
  strictTurn,
  WORKERS,
} from "@/tests/helpers/handoff_rig.ts";

const ofType = (log: readonly FleetEvent[], type: FleetEvent["type"]) =>
  log.filter((event) => event.type === type);

/** Step and reason of each prompt, in order. */
const asked = (rig: HandoffRig) =>
  rig.handoff.prompts.map(({ step, reason }) => `${step} ${reason}`);

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

Deno.test("a part sent back is done once more, and a second time it is refused", async () => {
  const rig = await HandoffRig.begin();
  let second = { ok: true, text: "" };

  await rig.play(async (rig) => {
    const sentBack = rig.handoff.parts.some((part) => part.sent_back > 0);
    if (rig.handoff.state.status === "processing" && sentBack) {
      second = await rig.desk.submitReview(MANAGER, {
        part: "tests",
        verdict: "send_back",
        reason: "Still too few",
      });
    }
    await strictTurn(rig);
  });

  assert.deepEqual(asked(rig).slice(3), [
    "processing first",
    "processing first",
  ]);
  assert.equal(rig.handoff.state.status, "completed");
  assert.equal(rig.part("tests").attempts.length, 2);
  assert.equal(rig.part("tests").feedback, "Too few");
  assert.equal(rig.part("api").attempts.length, 1);
  assert.equal(second.ok, false);
  assert.match(second.text, /was sent back once/);
});

Deno.test("no result is taken in the turn that sends a part back", async () => {
  const rig = await HandoffRig.begin();
  await rig.play(goodTurn, () => rig.handoff.state.status === "processing");
  await rig.settle();
  await strictTurn(rig);

  const result = await rig.desk.submitResult(MANAGER, {
    output: "Done",
    succeeded: true,
  });

  assert.equal(result.ok, false);
  assert.match(result.text, /you sent "tests" back/);
  assert.equal(rig.handoff.result, null);
});

Deno.test("parts that are sent back together are done in their order", async () => {
  const rig = await HandoffRig.begin();
  await rig.play(goodTurn, () => rig.handoff.state.status === "processing");
  await rig.settle();
  for (const part of ["tests", "api"]) {
    const answer = await rig.desk.submitReview(MANAGER, {
      part,
      verdict: "send_back",
      reason: `Mend the ${part}`,
    });
    assert.ok(answer.ok, answer.text);
  }

  await rig.endTurn();

  assert.equal(rig.part("api").state.status, "pending");
  assert.equal(rig.part("tests").state.status, "blocked");
  assert.equal(rig.part("ui").state.status, "in_review");
  await rig.play(goodTurn);
  assert.equal(rig.handoff.state.status, "completed");
  assert.equal(rig.part("tests").attempts.length, 2);
});

Deno.test("a failed part that is sent back takes along what failed because of it", async () => {
  const rig = await HandoffRig.begin();
  await rig.play(goodTurn, () => rig.handoff.state.status === "executing");
  await rig.settle();
  await rig.spoil(rig.part("api"));
  assert.equal(rig.part("tests").state.status, "failed");
  await rig.play(goodTurn, () => rig.handoff.state.status === "processing");
  await rig.settle();
  assert.match(rig.prompts.at(-1) ?? "", /It failed \(budget\): no money left/);

  await rig.desk.submitReview(MANAGER, {
    part: "api",
    verdict: "send_back",
    reason: "Try a cheaper way",
  });
  await rig.endTurn();

  assert.equal(rig.part("api").state.status, "pending");
  assert.equal(rig.part("tests").state.status, "blocked");
  await rig.play(goodTurn);
  assert.equal(rig.part("tests").state.status, "completed");
  assert.equal(rig.parent?.state.status, "completed");
});

Deno.test("a manager that hands nothing in is reminded, asked again, and then its task fails", async () => {
  const rig = await HandoffRig.begin();

  await rig.play(idleTurn);

  assert.deepEqual(asked(rig), [
    "analyzing first",
    "analyzing reminder",
    "analyzing retry",
  ]);
  assert.deepEqual(
    rig.handoff.state.status === "failed" && [
      rig.handoff.state.step,
      rig.handoff.state.failure.kind,
    ],
    ["analyzing", "no_answer"],
  );
  assert.equal(
    rig.parent?.state.status === "failed" && rig.parent.state.failure.message,
    "The manager was asked three times, and did not hand in its analysis",
  );
  assert.match(rig.prompts[1] ?? "", /I do not have its analysis yet/);
  assert.match(rig.prompts[2] ?? "", /from the beginning, for the last time/);
});

Deno.test("a manager whose turns fail fails the task with how they did", async () => {
  const rig = await HandoffRig.begin();
  await rig.settle();

  for (let turn = 0; turn < 3; turn++) {
    await rig.endTurn({ kind: "context_too_long", message: "Too long" });
  }

  assert.match(
    rig.parent?.state.status === "failed"
      ? rig.parent.state.failure.message
      : "",
    /its last turn failed \(context_too_long\): Too long/,
  );
});

Deno.test("a turn that was cut off counts neither as a reminder nor as a retry", async () => {
  const rig = await HandoffRig.begin();
  await rig.settle();

  for (let time = 0; time < 4; time++) await rig.loseTurn();

  assert.deepEqual(asked(rig), [
    "analyzing first",
    ...Array(4).fill("analyzing resumed"),
  ]);
  assert.match(rig.prompts.at(-1) ?? "", /Your process was lost/);
  await rig.play(goodTurn);
  assert.equal(rig.handoff.state.status, "completed");
});

Deno.test("a turn that met a limit of the account is put again, as one that was cut off", async () => {
  const rig = await HandoffRig.begin();
  await rig.settle();

  for (let time = 0; time < 4; time++) {
    await rig.endTurn({ kind: "overloaded", message: "HTTP 529" });
  }

  assert.deepEqual(asked(rig), [
    "analyzing first",
    ...Array(4).fill("analyzing resumed"),
  ]);
});

Deno.test("what was handed in before the turn was lost is not asked for again", async () => {
  const rig = await HandoffRig.begin();
  await rig.settle();
  await goodTurn(rig);

  await rig.loseTurn();

  assert.deepEqual(asked(rig), ["analyzing first", "selecting first"]);
});

Deno.test("a manager that judges its task as not done ends it as rejected", async () => {
  const rig = await HandoffRig.begin();

  await rig.play(async (rig) => {
    if (rig.handoff.state.status !== "processing") return await goodTurn(rig);
    await rig.desk.submitResult(MANAGER, {
      output: "It cannot be built",
      succeeded: false,
    });
  });

  assert.equal(
    rig.parent?.state.status === "failed" && rig.parent.state.failure.kind,
    "rejected",
  );
  assert.equal(rig.handoff.state.status, "failed");
  // What the workers did is kept.
  assert.equal(rig.part("api").state.status, "completed");
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
