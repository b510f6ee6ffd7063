import assert from "node:assert/strict";
import { canvasFleet } from "@/components/canvas/canvas_fleet.ts";
import { graphOf } from "@/components/canvas/graph.ts";
import { PERSON } from "@/components/canvas/graph_edges.ts";
import {
  countBelow,
  treeOf,
  withoutFolded,
} from "@/components/canvas/graph_tree.ts";
import {
  SHOWN_ENDED,
  SHOWN_WAITING,
} from "@/components/canvas/shown_records.ts";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import { crowdedFleet, NEEDED_TASK } from "@/tests/helpers/crowded_fleet.ts";
import { agentId, AT, sampleAgent, sampleTask } from "@/tests/helpers/fleet.ts";

const [MAE, NOA, OLI] = [20, 21, 22].map(sampleId) as [string, string, string];

Deno.test("a graph has who hands what to whom, who talks, who works on what, and what comes first", () => {
  const { nodes, edges } = graphOf(sampleCrew());

  const about = edges.filter(({ from, to }) =>
    [from, to].some((id) => [MAE, NOA, HANDED_OFF].includes(id as never))
  ).map(({ kind, from, to }) => `${kind} ${short(from)} ${short(to)}`).sort();
  assert.deepEqual(about, [
    "handoff 20 21",
    "handoff 20 22",
    "has 20 201",
    "has 21 202",
    "has 21 203",
    "messages 20 21",
    "messages person 21",
    "part 201 202",
    "part 201 203",
    "part 201 204",
  ]);
  assert.ok(
    edges.some(({ id }) => id === `waits:${sampleId(202)}:${sampleId(204)}`),
  );
  assert.ok(edges.every(({ from, to }) => nodes.has(from) && nodes.has(to)));
});

Deno.test("messages of two agents are one edge, whoever wrote, oldest first", () => {
  const { edges } = graphOf(sampleCrew());

  const edge = edges.find(({ id }) => id === `messages:${MAE}:${NOA}`);
  assert.ok(edge?.kind === "messages");
  assert.deepEqual(
    edge.messages.map(({ id }) => short(id)),
    ["601", "602", "603"],
  );
});

Deno.test("a hand-off has the parts that the worker was given", () => {
  const { edges } = graphOf(sampleCrew());

  const parts = edges.flatMap((edge) =>
    edge.kind === "handoff"
      ? [[edge.to, edge.parts.map((p) => p.part.key)]]
      : []
  );
  assert.deepEqual(parts, [[NOA, ["directory", "page"]], [OLI, ["tests"]]]);
});

Deno.test("the person is a node only when they wrote something", () => {
  const crew = sampleCrew();

  const written = graphOf(crew);
  const silent = graphOf({ ...crew, messages: {} });

  assert.ok(written.nodes.has(PERSON));
  assert.ok(!silent.nodes.has(PERSON));
});

Deno.test("ended tasks leave the graph when enough newer ones ended, but not while their family is open", () => {
  const ended = Array.from({ length: SHOWN_ENDED + 5 }, (_, i) => i + 1)
    .map((n) => endedTask(n, {}));
  const parent = sampleTask(900, 1);
  const part = endedTask(901, { parent_id: parent.id, updated_seq: 0 });

  const { nodes, leftOut } = graphOf({
    ...EMPTY_FLEET,
    agents: { [agentId(1)]: sampleAgent(1) },
    tasks: Object.fromEntries(
      [...ended, parent, part].map((task) => [task.id, task]),
    ),
  });

  assert.equal(leftOut, 5);
  assert.ok(!nodes.has(ended[0]!.id));
  assert.ok(nodes.has(ended.at(-1)!.id));
  assert.equal(nodes.get(part.id)?.parent, parent.id);
});

Deno.test("of a long queue the next tasks are in the graph, and before them those whose family is worked on", () => {
  const crowd = crowdedFleet(SHOWN_WAITING + 50);
  const manager = Object.values(crowd.tasks).find(({ handoff_id }) =>
    handoff_id !== null
  )!;
  const last = sampleId(100_000 + SHOWN_WAITING + 49);
  const part = { ...crowd.tasks[last]!, parent_id: manager.id };

  const { nodes, leftWaiting } = graphOf({
    ...crowd,
    tasks: { ...crowd.tasks, [last]: part },
  });

  assert.equal(leftWaiting, 50);
  assert.ok(nodes.has(last));
  assert.ok(nodes.has(NEEDED_TASK));
  assert.ok(!nodes.has(sampleId(100_000 + SHOWN_WAITING + 48)));
});

Deno.test("what is below a folded node is hidden with its edges, at any depth", () => {
  const graph = graphOf(sampleCrew());

  const folded = withoutFolded(graph, new Set([MAE]));

  assert.equal(countBelow(treeOf(graph), MAE), 4);
  assert.equal(folded.nodes.size, graph.nodes.size - 4);
  assert.ok(!folded.nodes.has(sampleId(204)));
  assert.ok(folded.nodes.has(MAE));
  assert.ok(
    folded.edges.every(({ from, to }) =>
      folded.nodes.has(from) && folded.nodes.has(to)
    ),
  );
  assert.equal(withoutFolded(graph, new Set()), graph);
});

Deno.test("the page of the workflow carries the beginnings of messages, and no other long texts", () => {
  const crew = sampleCrew();
  const [message] = Object.values(crew.messages);
  const long = { ...message!, text: shortText("word ".repeat(400)) };

  const { fleet: { messages, tasks } } = canvasFleet({
    ...crew,
    messages: { [long.id]: long },
  });

  assert.equal(messages[long.id]?.text.text.length, 600);
  assert.equal(messages[long.id]?.text.length, long.text.length);
  assert.equal(tasks[HANDED_OFF]?.description.text, "");
});

function endedTask(n: number, changes: Partial<Task>): Task {
  return sampleTask(n, 1, {
    state: { status: "cancelled", since: AT, reason: "over" },
    updated_seq: n,
    ...changes,
  });
}

function short(id: string): string {
  return id === PERSON ? id : String(Number(id.slice(-12)));
}
