import assert from "node:assert/strict";
import fc from "fast-check";
import { curveOf, edgeEnds } from "@/components/canvas/edge_ends.ts";
import { type Graph, graphOf } from "@/components/canvas/graph.ts";
import {
  NODE,
  type Place,
  placeNew,
  type Places,
  placesIn,
} from "@/components/canvas/places.ts";
import { tidy } from "@/components/canvas/tidy.ts";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import {
  agentId,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";

/** Agents with tasks, some of them parts of earlier ones or waiting for them. */
const fleets = fc.array(
  fc.record({
    agent: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
    parent: fc.option(fc.nat(30), { nil: null }),
    after: fc.array(fc.nat(30), { maxLength: 3 }),
  }),
  { maxLength: 30 },
).map((tasks): Fleet => ({
  ...EMPTY_FLEET,
  agents: byId([1, 2, 3, 4, 5, 6].map((n) => sampleAgent(n))),
  tasks: byId(
    tasks.map(({ agent, parent, after }, index) =>
      sampleTask(index + 1, 1, {
        agent_id: agent === null ? null : agentId(agent),
        parent_id: parent !== null && parent < index
          ? taskId(parent + 1)
          : null,
        depends_on: after.filter((n) => n < index).map((n) => taskId(n + 1)),
      })
    ),
  ),
}));

Deno.test("nothing that has a place moves, whatever is added", () => {
  fc.assert(fc.property(fleets, fleets, (earlier, later) => {
    const before = tidy(graphOf(earlier));

    const after = placeNew(graphOf(later), before);

    for (const [id, place] of Object.entries(before)) {
      assert.deepEqual(after[id], place);
    }
  }));
});

Deno.test("everything has a place, and nothing that is new covers anything", () => {
  fc.assert(fc.property(fleets, fleets, (earlier, later) => {
    const graph = graphOf(later);
    const known = placesIn(graph, tidy(graphOf(earlier)));

    const places = placeNew(graph, known);

    assert.deepEqual(ids(places), [...graph.nodes.keys()].sort());
    const fresh = Object.keys(places).filter((id) => !known[id]);
    for (const id of fresh) assertAlone(id, places);
  }));
});

Deno.test("a tidy layout is whole, covers nothing, and is the same each time", () => {
  fc.assert(
    fc.property(fleets, (fleet) => {
      const graph = graphOf(fleet);

      const places = tidy(graph);

      assert.deepEqual(ids(places), [...graph.nodes.keys()].sort());
      for (const id of Object.keys(places)) assertAlone(id, places);
      assert.deepEqual(tidy(graph), places);
    }),
    { numRuns: 50 },
  );
});

Deno.test("a tidy layout reads from left to right: manager, task, part", () => {
  const places = tidy(graphOf(sampleCrew()));

  const [mae, task, part, after] = [20, 201, 203, 204].map((n) =>
    places[sampleId(n)]!.x
  );
  assert.ok(mae! < task! && task! < part! && part! < after!);
});

Deno.test("a new part comes beside its task, a new task of nobody below everything", () => {
  const crew = sampleCrew();
  const before = tidy(graphOf(crew));
  const part = sampleTask(1, 1, { parent_id: HANDED_OFF, agent_id: null });
  const open = sampleTask(2, 1, { agent_id: null });

  const places = placeNew(
    graphOf({ ...crew, tasks: { ...crew.tasks, ...byId([part, open]) } }),
    before,
  );

  const [task, beside, below] = [HANDED_OFF, part.id, open.id].map((id) =>
    places[id]!
  ) as [Place, Place, Place];
  assert.ok(beside.x > task.x && beside.x - task.x < 2 * NODE.width);
  assert.ok(
    Object.values(before).every(({ y }) => below.y >= y + NODE.height),
  );
});

Deno.test("places are the same object while nothing is new", () => {
  const graph = graphOf(sampleCrew());
  const places = tidy(graph);

  const again = placeNew(graph, places);

  assert.equal(again, places);
});

Deno.test("an edge leaves and enters where its nodes face each other, and its button lies on it", () => {
  const from = { x: 0, y: 0 };
  const cases = [
    [{ x: 400, y: 10 }, "right", "left"],
    [{ x: -400, y: 10 }, "left", "right"],
    [{ x: 10, y: 300 }, "bottom", "top"],
    [{ x: 10, y: -300 }, "top", "bottom"],
  ] as const;

  for (const [to, source, target] of cases) {
    const ends = edgeEnds("handoff", from, to);
    const { buttonX, buttonY } = curveOf("handoff", ends);

    assert.deepEqual([ends.sourceSide, ends.targetSide], [source, target]);
    assertBetween(buttonX, ends.sourceX, ends.targetX);
    assertBetween(buttonY, ends.sourceY, ends.targetY);
  }
});

function assertAlone(id: string, places: Places): void {
  const { x, y } = places[id]!;
  const covered = Object.entries(places).filter(([other, place]) =>
    other !== id && Math.abs(place.x - x) < NODE.width &&
    Math.abs(place.y - y) < NODE.height
  );
  assert.deepEqual(covered, []);
}

function assertBetween(value: number, a: number, b: number): void {
  assert.ok(value >= Math.min(a, b) - 1 && value <= Math.max(a, b) + 1);
}

function ids(places: Places): readonly string[] {
  return Object.keys(places).sort();
}

function byId<R extends { readonly id: string }>(records: readonly R[]) {
  return Object.fromEntries(records.map((record) => [record.id, record]));
}

// A graph without anything is laid out, too: the first agent may come later.
Deno.test("an empty graph has an empty layout", () => {
  const empty: Graph = graphOf(EMPTY_FLEET);

  assert.deepEqual(tidy(empty), {});
});
