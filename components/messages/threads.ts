import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";

/** Messages that belong together, in the order in which they were sent. */
export type Thread = {
  readonly id: string;
  /** The task that all of them serve; null: they are about none. */
  readonly taskId: string | null;
  readonly messages: readonly Message[];
};

/** What led to a message, as far as it is known here. */
export type Cause =
  | { readonly kind: "answer" | "message"; readonly message: Message }
  | { readonly kind: "event"; readonly seq: number };

/**
 * Puts messages together: by the task that they serve, parts with their whole;
 * an answer with its question; the rest by the two that talk. The thread with
 * the newest message comes first. Pure.
 */
export function threadsOf(
  messages: readonly Message[],
  fleet: Fleet,
): readonly Thread[] {
  const byId = new Map(messages.map((each) => [each.id, each]));
  const threads = new Map<string, Thread & { messages: Message[] }>();
  for (const message of inOrder(messages)) {
    const { id, taskId } = placeOf(message, byId, fleet);
    const thread = threads.get(id) ?? { id, taskId, messages: [] };
    thread.messages.push(message);
    threads.set(id, thread);
  }
  const newest = ({ messages }: Thread) => messages.at(-1)?.id ?? "";
  return [...threads.values()]
    .sort((a, b) => newest(a) < newest(b) ? 1 : -1);
}

/** What led to the message: what it answers, a message that came before it, or an event. Pure. */
export function causeOf(
  message: Message,
  others: readonly Message[],
): Cause | undefined {
  const { in_reply_to, caused_by } = message;
  const asked = in_reply_to === null
    ? undefined
    : others.find(({ id }) => id === in_reply_to);
  if (asked) return { kind: "answer", message: asked };
  if (caused_by === null) return undefined;
  const before = others.find(({ updated_seq, to_agent_id }) =>
    updated_seq === caused_by && to_agent_id === message.from_agent_id
  );
  return before
    ? { kind: "message", message: before }
    : { kind: "event", seq: caused_by };
}

function placeOf(
  message: Message,
  byId: ReadonlyMap<string, Message>,
  fleet: Fleet,
): { readonly id: string; readonly taskId: string | null } {
  const seen = new Set<string>();
  let at: Message | undefined = message;
  while (at && !seen.has(at.id)) {
    seen.add(at.id);
    if (at.task_id !== null) {
      const taskId = rootOf(at.task_id, fleet);
      return { id: `task-${taskId}`, taskId };
    }
    at = at.in_reply_to === null ? undefined : byId.get(at.in_reply_to);
  }
  const pair = [message.from_agent_id ?? "person", message.to_agent_id].sort();
  return { id: `pair-${pair.join("-")}`, taskId: null };
}

function rootOf(taskId: string, { tasks }: Fleet): string {
  let root = taskId;
  for (
    let parent = tasks[root]?.parent_id;
    parent;
    parent = tasks[root]?.parent_id
  ) {
    root = parent;
  }
  return root;
}

/** Ids sort by the time they were made. */
function inOrder(messages: readonly Message[]): readonly Message[] {
  return [...messages].sort((a, b) => a.id < b.id ? -1 : 1);
}
