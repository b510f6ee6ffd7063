import assert from "node:assert/strict";
import { graphOf } from "@/components/canvas/graph.ts";
import { touchedEdges } from "@/components/canvas/touched_edges.ts";
import { keepSame } from "@/components/canvas/same.ts";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { AgentId, HandoffId, MessageId, TaskId } from "@/domain/ids.ts";
import { AT } from "@/tests/helpers/fleet.ts";

const [MAE, NOA, OLI] = [20, 21, 22].map(sampleId) as [
  AgentId,
  AgentId,
  AgentId,
];
const HANDOFF = {
  agent_id: MAE,
  task_id: HANDED_OFF,
  handoff_id: sampleId(500) as HandoffId,
};

const CASES: readonly (readonly [EventDraft, readonly string[]])[] = [
  [
    {
      type: "message.delivered",
      agent_id: MAE,
      message_id: sampleId(601) as MessageId,
      data: { turn: 4, message_uuid: sampleId(9) },
    },
    [`messages:${MAE}:${NOA} back`],
  ],
  [
    {
      type: "message.answered",
      agent_id: NOA,
      message_id: sampleId(602) as MessageId,
      data: { by: sampleId(603) as MessageId },
    },
    [`messages:${MAE}:${NOA} onward`],
  ],
  [
    {
      type: "handoff.worker_selected",
      ...HANDOFF,
      data: { part: "tests", worker_id: OLI },
    },
    [`handoff:${MAE}:${OLI} onward`],
  ],
  [
    { type: "handoff.parts_created", ...HANDOFF, data: { tasks: [] } },
    [`handoff:${MAE}:${NOA} onward`, `handoff:${MAE}:${OLI} onward`],
  ],
  [
    { type: "handoff.completed", ...HANDOFF, data: {} },
    [`has:${MAE}:${HANDED_OFF} back`],
  ],
  [
    {
      type: "task.started",
      agent_id: NOA,
      task_id: sampleId(203) as TaskId,
      data: { attempt: 2 },
    },
    [`has:${NOA}:${sampleId(203)} onward`],
  ],
  [
    { type: "task.accepted", task_id: sampleId(202) as TaskId, data: {} },
    [`part:${HANDED_OFF}:${sampleId(202)} onward`],
  ],
  [
    { type: "task.unblocked", task_id: sampleId(204) as TaskId, data: {} },
    [
      `waits:${sampleId(202)}:${sampleId(204)} onward`,
      `waits:${sampleId(203)}:${sampleId(204)} onward`,
    ],
  ],
  [{ type: "agent.rested", agent_id: NOA, data: {} }, []],
];

Deno.test("an event touches the edges that it happened on, which the graph has", () => {
  const crew = sampleCrew();
  const known = new Set(graphOf(crew).edges.map(({ id }) => id));

  for (const [draft, expected] of CASES) {
    const event = { ...draft, seq: 2_000, at: AT } as FleetEvent;
    const touched = touchedEdges(event, crew);

    assert.deepEqual(
      touched.map(({ edge, isBack }) =>
        `${edge} ${isBack ? "back" : "onward"}`
      ),
      expected,
      draft.type,
    );
    assert.ok(touched.every(({ edge }) => known.has(edge)), draft.type);
  }
});

Deno.test("a message about which nothing is known touches nothing", () => {
  const touched = touchedEdges({
    type: "message.delivered",
    seq: 1,
    at: AT,
    agent_id: NOA,
    message_id: sampleId(1) as MessageId,
    data: { turn: 1, message_uuid: sampleId(9) },
  }, sampleCrew());

  assert.deepEqual(touched, []);
});

Deno.test("things stay the same while what they are made from does, and only those", () => {
  const same = keepSame<{ readonly n: number }>();
  const build = (numbers: readonly (readonly [string, number])[]) =>
    same(numbers, ([key, n]) => ({ key, from: [n], make: () => ({ n }) }));

  const [a, b] = build([["a", 1], ["b", 2]]);
  const [a2, b2] = build([["a", 1], ["b", 3]]);
  build([]);
  const [a3] = build([["a", 1]]);

  assert.equal(a2, a);
  assert.notEqual(b2, b);
  assert.notEqual(a3, a);
});
