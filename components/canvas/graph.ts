import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { edgesAmong, type GraphEdge, PERSON } from "./graph_edges.ts";
import { shownRecords } from "./shown_records.ts";

/** Somebody who works, something to be done, or the person at the screen. */
export type GraphNode =
  | {
    readonly kind: "person";
    readonly id: typeof PERSON;
    readonly parent: null;
  }
  | {
    readonly kind: "agent";
    readonly id: string;
    readonly agent: Agent;
    readonly parent: null;
  }
  | {
    readonly kind: "task";
    readonly id: string;
    readonly task: Task;
    /** The task that it is a part of, else the agent that has it. */
    readonly parent: string | null;
  };

/** Who works on what, who hands what to whom, and who talks with whom. */
export type Graph = {
  /** By id; what is older comes first. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
  /** Ended tasks that are left out. */
  readonly leftOut: number;
  /** Tasks that nobody works on, and that are left out. */
  readonly leftWaiting: number;
};

/**
 * The fleet as a graph. Nodes are what lives, the families of what is open, and
 * the tasks that ended last. Every edge joins two nodes of the graph. Pure.
 */
export function graphOf(fleet: Fleet): Graph {
  const { agents, tasks, leftOut, leftWaiting } = shownRecords(fleet);
  const shown = new Set<string>([...agents, ...tasks].map(({ id }) => id));
  const edges = edgesAmong(fleet, shown);
  const nodes: GraphNode[] = [
    ...agents.map((agent): GraphNode => ({
      kind: "agent",
      id: agent.id,
      agent,
      parent: null,
    })),
    ...tasks.map((task): GraphNode => ({
      kind: "task",
      id: task.id,
      task,
      parent:
        [task.parent_id, task.agent_id].find((id) =>
          id !== null && shown.has(id)
        ) ?? null,
    })),
  ];
  if (edges.some(({ from }) => from === PERSON)) {
    nodes.unshift({ kind: "person", id: PERSON, parent: null });
  }
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    edges,
    leftOut,
    leftWaiting,
  };
}
