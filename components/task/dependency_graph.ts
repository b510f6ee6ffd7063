import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";

/** Nodes that are drawn at most; the nearest ones. */
const MOST_NODES = 40;

export type GraphNode = {
  readonly task: Task;
  /** 0 is the first to begin. */
  readonly column: number;
  readonly row: number;
};

/** What a task waits for and what waits for it, over any number of steps. */
export type DependencyGraph = {
  readonly nodes: readonly GraphNode[];
  /** From what is needed to what needs it, by the tasks' ids. */
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly columns: number;
  readonly rows: number;
  /** Tasks that belong to it and are not drawn. */
  readonly left: number;
};

/** The graph around one task, each task to the right of all that it needs. Pure. */
export function dependencyGraph(task: Task, fleet: Fleet): DependencyGraph {
  const all = { ...fleet.tasks, [task.id]: task };
  const needers = new Map<string, string[]>();
  for (const { id, depends_on } of Object.values(all)) {
    for (const needed of depends_on) {
      const known = needers.get(needed);
      if (known) known.push(id);
      else needers.set(needed, [id]);
    }
  }
  const before = reach(task.id, (id) => all[id]?.depends_on ?? []);
  const after = reach(task.id, (id) => needers.get(id) ?? []);
  const found = [...new Set([task.id as string, ...mixed(before, after)])]
    .flatMap((id) => all[id] ?? []);
  const drawn = found.slice(0, MOST_NODES);
  const ids = new Set<string>(drawn.map(({ id }) => id));
  const columnOf = columnsOf(drawn, ids);
  const rows = new Map<number, number>();
  const nodes = drawn.map((each) => {
    const column = columnOf(each.id);
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    return { task: each, column, row };
  });
  return {
    nodes,
    edges: drawn.flatMap(({ id, depends_on }) =>
      depends_on.filter((needed) => ids.has(needed))
        .map((needed) => [needed, id] as const)
    ),
    columns: rows.size,
    rows: Math.max(...rows.values()),
    left: found.length - drawn.length,
  };
}

/** All that can be reached, the nearest first, without the start. */
function reach(
  start: string,
  next: (id: string) => readonly string[],
): string[] {
  const seen = new Set([start]);
  const queue = [start];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const other of next(id)) {
      if (seen.has(other)) continue;
      seen.add(other);
      queue.push(other);
    }
  }
  seen.delete(start);
  return [...seen];
}

/** One of each by turns, so that neither side crowds out the other. */
function mixed(a: readonly string[], b: readonly string[]): string[] {
  const longer = a.length > b.length ? a : b;
  return longer.flatMap((_, index) => [a[index], b[index]])
    .filter((id) => id !== undefined);
}

/** The longest way from a task that needs none of those drawn. */
function columnsOf(
  tasks: readonly Task[],
  ids: ReadonlySet<string>,
): (id: string) => number {
  const byId = new Map<string, Task>(tasks.map((task) => [task.id, task]));
  const known = new Map<string, number>();
  const columnOf = (id: string): number => {
    const done = known.get(id);
    if (done !== undefined) return done;
    // Dependencies make no circle; should they, it ends here.
    known.set(id, 0);
    const needed = byId.get(id)?.depends_on.filter((each) => ids.has(each)) ??
      [];
    const column = Math.max(-1, ...needed.map(columnOf)) + 1;
    known.set(id, column);
    return column;
  };
  return columnOf;
}
