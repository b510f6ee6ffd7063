import { strict as assert } from "node:assert";
import { HandoffRig } from "@/tests/helpers/handoff_rig.ts";
import { MANAGER } from "@/tests/helpers/handoff_team.ts";
import { goodTurn, strictTurn } from "@/tests/helpers/handoff_turns.ts";
import { asked } from "@/tests/helpers/handoff_log.ts";

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
