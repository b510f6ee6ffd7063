import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { progressOf } from "@/domain/task_tree.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { stepName } from "../handoff/step_line.ts";
import { plural } from "../format.ts";
import { remembered } from "../remembered.ts";
import { activityWords, agentStatus, type Status } from "../status.ts";
import { taskStatus } from "../task_look.ts";
import { partsIndex } from "../tasks/tree.ts";
import type { GraphNode } from "./graph.ts";
import type { GraphEdge } from "./graph_edges.ts";

/** What a node says about itself. */
export type NodeWords = {
  readonly title: string;
  /** What it is. */
  readonly role: "you" | "manager" | "worker" | "task" | "part";
  /** What it does this moment; empty when its status says it all. */
  readonly now: string;
  /** null: the person, who is watched by nobody. */
  readonly status: Status | null;
};

/** What a node is called. Pure. */
export function nodeTitle(node: GraphNode): string {
  switch (node.kind) {
    case "person":
      return "You";
    case "agent":
      return node.agent.name;
    case "task":
      return node.task.title;
  }
}

/** How a node is told, in the drawing and in the list. Pure. */
export function nodeWords(node: GraphNode, fleet: Fleet): NodeWords {
  switch (node.kind) {
    case "person":
      return { title: nodeTitle(node), role: "you", now: "", status: null };
    case "agent": {
      const { role, state } = node.agent;
      return {
        title: nodeTitle(node),
        role,
        // No time is left at the end of time, so no words that count it down.
        now: state.status === "busy"
          ? activityWords(state.activity, Infinity)
          : "",
        status: agentStatus(node.agent),
      };
    }
    case "task":
      return {
        title: nodeTitle(node),
        role: node.task.parent_id === null ? "task" : "part",
        now: taskNow(node.task, fleet),
        status: taskStatus(node.task),
      };
  }
}

/** What an edge is, for who reads it. Pure. */
export function edgeWords(edge: GraphEdge): string {
  switch (edge.kind) {
    case "handoff":
      return plural(edge.parts.length, "part");
    case "messages":
      return plural(edge.messages.length, "message");
    case "has":
      return "works on";
    case "part":
      return "part";
    case "waits":
      return "before";
  }
}

function taskNow(task: Task, fleet: Fleet): string {
  if (isTaskEnded(task.state)) return "";
  const handoff = task.handoff_id === null
    ? undefined
    : fleet.handoffs[task.handoff_id];
  const status = handoff?.state.status;
  const step = status && status !== "completed" && status !== "failed"
    ? stepName(status)
    : undefined;
  const index = partsOfAll(fleet.tasks);
  const partsOf = (id: string) => index.get(id) ?? [];
  const parts = partsOf(task.id).length;
  const percent = Math.floor(progressOf(fleet.tasks, task, partsOf) * 100);
  return [
    step,
    parts > 0 && plural(parts, "part"),
    percent > 0 && `${percent} %`,
  ].filter(Boolean).join(" · ");
}

const partsOfAll = remembered(partsIndex);
