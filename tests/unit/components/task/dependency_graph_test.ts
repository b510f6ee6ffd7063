import assert from "node:assert/strict";
import { dependencyGraph } from "@/components/task/dependency_graph.ts";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import type { Task } from "@/domain/task.ts";

const crew = sampleCrew();
const [sample] = Object.values(crew.tasks);
assert.ok(sample);
const task = (id: string, ...needed: readonly string[]) =>
  ({ ...sample, id, title: id, depends_on: needed }) as Task;
const graphOf = (id: string, ...tasks: readonly Task[]) => {
  const found = tasks.find((each) => each.id === id);
  assert.ok(found);
  return dependencyGraph(found, {
    ...crew,
    tasks: Object.fromEntries(tasks.map((each) => [each.id, each])),
  });
};

Deno.test("a task stands to the right of all that it needs, however far that is", () => {
  const graph = graphOf(
    "build",
    task("plan"),
    task("write", "plan"),
    task("build", "plan", "write"),
    task("ship", "build"),
    task("other"),
  );

  const columns = graph.nodes.map(({ task, column }) => [task.id, column]);
  assert.deepEqual(Object.fromEntries(columns), {
    plan: 0,
    write: 1,
    build: 2,
    ship: 3,
  });
  assert.deepEqual([graph.edges.length, graph.columns, graph.rows], [4, 4, 1]);
});

Deno.test("the nearest tasks are drawn and the others counted, when there are many", () => {
  const many = Array.from({ length: 60 }, (_, n) => task(`t${n}`, "hub"));

  const graph = graphOf("hub", task("hub"), ...many);

  assert.deepEqual([graph.nodes.length, graph.left, graph.columns], [
    40,
    21,
    2,
  ]);
});
