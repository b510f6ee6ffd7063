import { strict as assert } from "node:assert";
import type { FleetEvent } from "@/domain/event.ts";
import { Handoff } from "@/domain/handoff.ts";
import { nextReason } from "@/domain/handoff_ledger.ts";
import { applyToHandoff, KEPT_PROMPTS } from "@/domain/handoff_reducer.ts";
import type { HandoffId } from "@/domain/ids.ts";
import { AT, someId, taskId } from "@/tests/helpers/fleet.ts";
import {
  ANALYZED,
  COMPLETED,
  COURSES,
  CREATED,
  ended,
  FAILED,
  handoffAfter,
  instructed,
  PARTS_ENDED,
  type Place,
  prompted,
  reviewed,
  sampleHandoff,
  selected,
  started,
  submitted,
  type Told,
  toldEvent,
} from "@/tests/helpers/handoff.ts";

/** Everything that can be told, under the name that the table has for it. */
const MOVES = {
  "ask to analyze": prompted(9, "analyzing"),
  "ask to select": prompted(9, "selecting"),
  "ask to instruct": prompted(9, "instructing"),
  "ask to execute": prompted(9, "executing"),
  "ask to process": prompted(9, "processing"),
  "ask again": prompted(9, "analyzing", "resumed"),
  analyzed: ANALYZED,
  "selected a": selected("a"),
  "instructed a": instructed("a"),
  "parts created": CREATED,
  "parts ended": PARTS_ENDED,
  "accepted b": reviewed("b", "accepted"),
  "sent back b": reviewed("b", "sent_back"),
  "sent back a": reviewed("a", "sent_back"),
  submitted: submitted(),
  completed: COMPLETED,
  failed: FAILED,
  "unknown part": selected("z"),
} satisfies Readonly<Record<string, Told>>;
type Move = keyof typeof MOVES;

const LEGAL: Readonly<Record<Place, readonly Move[]>> = {
  "to analyze": ["ask to analyze", "failed"],
  analyzing: ["ask again", "analyzed", "failed"],
  "to select": ["ask to select", "failed"],
  selecting: ["selected a", "failed"],
  "to instruct": ["ask to instruct", "failed"],
  instructing: ["instructed a", "failed"],
  "to create parts": ["parts created", "failed"],
  executing: ["parts ended", "failed"],
  "to process": ["ask to process", "failed"],
  processing: [
    "accepted b",
    "sent back b",
    "sent back a",
    "submitted",
    "failed",
  ],
  // "a" is the part that was sent back.
  "sending back": ["parts ended", "accepted b", "sent back b", "failed"],
  "executing again": ["parts ended", "failed"],
  "to complete": ["completed", "failed"],
  "to reject": ["failed"],
  completed: [],
  failed: [],
};

for (const place of Object.keys(COURSES) as Place[]) {
  Deno.test(`a hand-off in place "${place}" takes what is legal there and nothing else`, () => {
    const handoff = handoffAfter(COURSES[place]);

    const taken = (Object.keys(MOVES) as Move[]).filter((move) =>
      applyToHandoff(handoff, toldEvent(MOVES[move], 50)) !== handoff
    );

    assert.deepEqual(taken, LEGAL[place]);
  });
}

Deno.test("a hand-off stays a valid record wherever it gets", () => {
  for (const course of Object.values(COURSES)) {
    const handoff = handoffAfter(course);

    assert.deepEqual(Handoff.parse(handoff), handoff);
  }
});

Deno.test("a hand-off is created once, and hears only of itself", () => {
  const created: FleetEvent = toldEvent(["handoff.created", {
    handoff: sampleHandoff(),
  }], 7);
  const handoff = applyToHandoff(undefined, created);
  const elsewhere = {
    ...toldEvent(FAILED, 8),
    handoff_id: someId(2) as HandoffId,
  } as FleetEvent;

  assert.deepEqual(handoff, sampleHandoff({ updated_seq: 7 }));
  assert.equal(applyToHandoff(handoff, created), handoff);
  assert.equal(applyToHandoff(handoff, elsewhere), handoff);
  assert.equal(applyToHandoff(undefined, elsewhere), undefined);
});

Deno.test("a prompt keeps its token and every moment of its turn, each once", () => {
  const asked = handoffAfter([
    prompted(1, "analyzing"),
    started(1),
    ANALYZED,
    ended(1),
  ]);
  const late = applyToHandoff(asked, {
    ...toldEvent(ended(1), 60),
    at: "2027-01-01T00:00:00.000Z",
  });

  assert.deepEqual(asked.prompts, [{
    step: "analyzing",
    reason: "first",
    message_uuid: someId(101),
    token: 1,
    offered_at: AT,
    started_at: AT,
    ended_at: AT,
    accepted_at: AT,
  }]);
  assert.equal(late, asked);
});

Deno.test("the last part that gets a worker ends the step, and not before", () => {
  const first = handoffAfter([...COURSES.selecting, selected("a")]);
  const changed = handoffAfter([
    ...COURSES.selecting,
    selected("a"),
    selected("a"),
  ]);
  const both = handoffAfter([
    ...COURSES.selecting,
    selected("a"),
    selected("b"),
  ]);

  assert.equal(first.state.status, "selecting");
  assert.equal(first.prompts.at(-1)?.accepted_at, null);
  assert.equal(changed.state.status, "selecting");
  assert.equal(both.state.status, "instructing");
  assert.equal(both.prompts.at(-1)?.accepted_at, AT);
});

Deno.test("parts become tasks all at once or not at all", () => {
  const some: Told = ["handoff.parts_created", {
    tasks: [{ part: "a", task_id: taskId(2) }],
  }];

  const partly = handoffAfter([...COURSES["to create parts"], some]);
  const wholly = handoffAfter(COURSES.executing);

  assert.deepEqual(partly.parts.map(({ task_id }) => task_id), [null, null]);
  assert.deepEqual(wholly.parts.map(({ task_id }) => task_id), [
    taskId(2),
    taskId(3),
  ]);
});

Deno.test("a failure says in which step it came", () => {
  const { state } = handoffAfter([...COURSES.executing, FAILED]);

  assert.deepEqual(state.status === "failed" && [state.step, state.failure], [
    "executing",
    { kind: "no_answer", message: "nothing came" },
  ]);
});

Deno.test("what is asked next follows from the turns that ended without an answer", () => {
  const reasons = [
    [],
    [prompted(1, "analyzing")],
    [prompted(1, "analyzing"), ended(1)],
    [
      prompted(1, "analyzing"),
      prompted(2, "analyzing", "resumed"),
      ended(2),
    ],
    [
      prompted(1, "analyzing"),
      ended(1),
      prompted(2, "analyzing", "reminder"),
    ],
    [
      prompted(1, "analyzing"),
      ended(1),
      prompted(2, "analyzing", "reminder"),
      ended(2),
    ],
    [
      prompted(1, "analyzing"),
      ended(1),
      prompted(2, "analyzing", "reminder"),
      ended(2),
      prompted(3, "analyzing", "retry"),
      ended(3),
    ],
    COURSES["to select"],
  ].map((course) => nextReason(handoffAfter(course)));

  assert.deepEqual(reasons, [
    "first",
    "resumed",
    "reminder",
    "reminder",
    "resumed",
    "retry",
    undefined,
    "first",
  ]);
});

Deno.test("prompts that were lost with their process go when there are too many", () => {
  const lost = Array.from(
    { length: 2 * KEPT_PROMPTS },
    (_, n) => prompted(n + 2, "analyzing", "resumed"),
  );
  const newest = lost.length + 1;

  const handoff = handoffAfter([
    prompted(0, "analyzing"),
    ended(0),
    prompted(1, "analyzing", "reminder"),
    ...lost,
  ]);

  const uuids = handoff.prompts.map(({ message_uuid }) => message_uuid);
  assert.equal(uuids.length, KEPT_PROMPTS);
  assert.deepEqual([uuids[0], uuids.at(-1)], [
    someId(100),
    someId(100 + newest),
  ]);
  assert.equal(nextReason(handoff), "resumed");
});
