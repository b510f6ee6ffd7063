import type { Fleet } from "@/domain/fleet.ts";
import type { HandoffPart } from "@/domain/handoff.ts";
import type { Message } from "@/domain/message.ts";
import type { Task } from "@/domain/task.ts";
import { remembered } from "../remembered.ts";

/** The node of the person, who is no agent. */
export const PERSON = "person";

type Ends = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
};

/** What joins two nodes. */
export type GraphEdge =
  & Ends
  & (
    /** A manager gave parts to a worker. */
    | { readonly kind: "handoff"; readonly parts: readonly HandedPart[] }
    /** They wrote to each other; oldest first. */
    | { readonly kind: "messages"; readonly messages: readonly Message[] }
    /** An agent has the task, or had it last. */
    | { readonly kind: "has" }
    /** A task and one of its parts. */
    | { readonly kind: "part" }
    /** The second task waits for the first. */
    | { readonly kind: "waits" }
  );

/** A part, and the task that it was cut from. */
export type HandedPart = {
  readonly taskId: string;
  readonly part: HandoffPart;
};

export const handoffEdge = (manager: string, worker: string) =>
  `handoff:${manager}:${worker}`;
export const hasEdge = (agent: string, task: string) => `has:${agent}:${task}`;
export const partEdge = (task: string, part: string) => `part:${task}:${part}`;
export const waitsEdge = (first: string, then: string) =>
  `waits:${first}:${then}`;

/** Where messages between two run: one edge, whoever writes. */
export function talkEnds(
  { from_agent_id, to_agent_id }: Pick<
    Message,
    "from_agent_id" | "to_agent_id"
  >,
): Ends & { readonly isBack: boolean } {
  const sender = from_agent_id ?? PERSON;
  // The person writes and is never written to; agents go by age.
  const isBack = sender !== PERSON && sender > to_agent_id;
  const [from, to] = isBack ? [to_agent_id, sender] : [sender, to_agent_id];
  return { id: `messages:${from}:${to}`, from, to, isBack };
}

/** All edges between nodes that are shown; the person always is. Pure. */
export function edgesAmong(
  fleet: Fleet,
  shown: ReadonlySet<string>,
): readonly GraphEdge[] {
  const edges = [
    ...handoffEdges(fleet.handoffs),
    ...messageEdges(fleet.messages),
    ...Object.values(fleet.tasks).flatMap(taskEdges),
  ];
  const isShown = (id: string) => id === PERSON || shown.has(id);
  return edges.filter(({ from, to }) => isShown(from) && isShown(to));
}

const handoffEdges = remembered((
  handoffs: Fleet["handoffs"],
): readonly GraphEdge[] => {
  const byEnds = new Map<string, GraphEdge & { kind: "handoff" }>();
  for (const handoff of Object.values(handoffs)) {
    for (const part of handoff.parts) {
      if (part.agent_id === null) continue;
      const [from, to] = [handoff.manager_id, part.agent_id];
      const id = handoffEdge(from, to);
      const parts = byEnds.get(id)?.parts ?? [];
      const handed = { taskId: handoff.task_id, part };
      byEnds.set(id, {
        kind: "handoff",
        id,
        from,
        to,
        parts: [...parts, handed],
      });
    }
  }
  return [...byEnds.values()];
});

const messageEdges = remembered((
  messages: Fleet["messages"],
): readonly GraphEdge[] => {
  const byEnds = new Map<string, GraphEdge & { kind: "messages" }>();
  const inOrder = Object.values(messages)
    .sort((a, b) => a.id < b.id ? -1 : 1);
  for (const message of inOrder) {
    const { id, from, to } = talkEnds(message);
    const earlier = byEnds.get(id)?.messages ?? [];
    byEnds.set(id, {
      kind: "messages",
      id,
      from,
      to,
      messages: [...earlier, message],
    });
  }
  return [...byEnds.values()];
});

const taskEdges = remembered((task: Task): readonly GraphEdge[] => {
  const { id, agent_id, parent_id, depends_on } = task;
  return [
    ...agent_id === null ? [] : [{
      kind: "has" as const,
      id: hasEdge(agent_id, id),
      from: agent_id,
      to: id,
    }],
    ...parent_id === null ? [] : [{
      kind: "part" as const,
      id: partEdge(parent_id, id),
      from: parent_id,
      to: id,
    }],
    ...[...new Set(depends_on)].map((first) => ({
      kind: "waits" as const,
      id: waitsEdge(first, id),
      from: first,
      to: id,
    })),
  ];
});
