import { strict as assert } from "node:assert";
import { HandoffRig } from "@/tests/helpers/handoff_rig.ts";
import { MANAGER } from "@/tests/helpers/handoff_team.ts";
import { goodTurn, idleTurn } from "@/tests/helpers/handoff_turns.ts";
import { asked } from "@/tests/helpers/handoff_log.ts";

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
