import { strict as assert } from "node:assert";
import type { FleetEvent } from "@/domain/event.ts";
import { isHandoffEnded } from "@/domain/handoff.ts";
import { HandoffRig } from "@/tests/helpers/handoff_rig.ts";
import { strictTurn } from "@/tests/helpers/handoff_turns.ts";

/** What must be in a whole log exactly so often, however often the server was lost. */
const ONCE = {
  "handoff.created": 1,
  "handoff.analyzed": 1,
  "handoff.worker_selected": 4,
  "handoff.instructed": 4,
  "handoff.parts_created": 1,
  "handoff.part_reviewed": 1,
  "handoff.parts_ended": 2,
  "handoff.result_submitted": 1,
  "handoff.completed": 1,
  "task.created": 5,
  "task.sent_back": 1,
  "task.accepted": 4,
  "task.completed": 1,
} as const;

const counted = (log: readonly FleetEvent[]) =>
  Object.fromEntries(
    Object.keys(ONCE).map((type) => [
      type,
      log.filter((event) => event.type === type).length,
    ]),
  );

async function wholeLife(): Promise<HandoffRig> {
  const rig = await HandoffRig.begin();
  await rig.play(strictTurn);
  return rig;
}

function assertSameEnd(rig: HandoffRig, where: string): void {
  assert.equal(rig.handoff.state.status, "completed", where);
  assert.equal(rig.parent?.state.status, "completed", where);
  assert.deepEqual(counted(rig.log), ONCE, where);
  const accepted = rig.handoff.prompts.filter(({ accepted_at }) => accepted_at);
  assert.deepEqual(accepted.map(({ step }) => step), [
    "analyzing",
    "selecting",
    "instructing",
    "processing",
    "processing",
  ], where);
  assert.equal(
    rig.handoff.prompts.some(({ reason }) =>
      reason === "reminder" || reason === "retry"
    ),
    false,
    where,
  );
}

Deno.test("a hand-off without an accident accepts every step once", async () => {
  const rig = await wholeLife();

  assertSameEnd(rig, "no accident");
});

Deno.test("a server lost after any event of a hand-off goes on to the same end", async () => {
  const whole = await wholeLife();
  const { log } = whole;
  const begun = log.findIndex(({ type }) => type === "task.assigned") + 1;

  for (let events = begun; events <= log.length; events++) {
    const rig = await whole.reborn(events);
    await rig.play(strictTurn);

    assertSameEnd(rig, `lost after event ${events}, ${log[events - 1]?.type}`);
  }
  assert.ok(log.length - begun > 50, "the run is too short to prove anything");
});

Deno.test("a server lost again and again, event by event, comes to the same end", async () => {
  let rig = await HandoffRig.begin();
  let lives = 1;
  for (;;) {
    // Each life gets a few events further than the one before, and no more.
    const last = rig.fleet.seq + 9;
    await rig.play(strictTurn, () => rig.fleet.seq >= last);
    if (rig.fleet.seq <= last && isHandoffEnded(rig.handoff)) break;
    rig = await rig.reborn(last);
    lives++;
  }

  assert.ok(lives > 5, "it was not lost often enough");
  assertSameEnd(rig, "lost again and again");
});
