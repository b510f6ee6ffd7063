import { batch, signal } from "@preact/signals";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import type { ClaudeStatus } from "@/domain/claude_status.ts";
import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { StorageStatus } from "@/domain/storage_status.ts";
import { applyUnshared, type Fleet, type Unshared } from "@/domain/fleet.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { Task } from "@/domain/task.ts";

/**
 * What all islands of a tab share. It is written in the browser alone: on the
 * server these signals keep their first values, so requests share nothing.
 */

/** `stale` means that nothing was heard for longer than heartbeats allow. */
export type LinkState = "connecting" | "live" | "stale";

/** One message of the stream, as it takes part in the order of things. */
export type LiveMessage =
  | { readonly kind: "event"; readonly event: FleetEvent }
  | { readonly kind: "delta"; readonly delta: LiveDelta }
  /** The past is gone: this is the fleet now without `left`, read the rest anew. */
  | {
    readonly kind: "snapshot";
    readonly fleet: Fleet;
    readonly left: LeftTasks;
  };

export const fleet = signal<Fleet | undefined>(undefined);
export const link = signal<LinkState>("connecting");
/** Whether agents can be started, as the stream told it last. */
export const claude = signal<ClaudeStatus | undefined>(undefined);
/** How the storage is, as the stream told it last. */
export const storage = signal<StorageStatus | undefined>(undefined);
/** How the history follows the log, as the stream told it last. */
export const history = signal<HistoryState | undefined>(undefined);
/** Whether the log is another one than the page was rendered from. */
export const isReplaced = signal(false);
/** The time on the server in milliseconds; it stands still while stale. */
export const now = signal(0);

/** The fleet with all that came, of which the newest is not shown yet. */
let head: Fleet | undefined;
/** What of it nobody has seen. */
let unshared: Unshared = new WeakSet();
/** Where the stream begins on pages that are rendered without a fleet. */
let renderedSeq = 0;

type Listener = (messages: readonly LiveMessage[]) => void;
const listeners = new Set<Listener>();

/** Takes the fleet that a page was rendered with, unless a newer one is here. */
export function seedFleet(rendered: Fleet): void {
  if (head && head.seq >= rendered.seq) return;
  head = rendered;
  fleet.value = rendered;
}

/** Takes the place in the log that a page was rendered at. */
export function seedSeq(seq: number): void {
  renderedSeq = Math.max(renderedSeq, seq);
}

/** The last event that the page knows of. */
export function lastSeq(): number {
  return head?.seq ?? renderedSeq;
}

/**
 * Takes what just came. This is done for each message as it comes, and not for
 * all of them before a paint, so that no key waits for a long batch.
 */
export function takeMessage(message: LiveMessage): void {
  head = fold(head, message);
}

/** Shows what was taken since the last paint, in order, as one change. */
export function showMessages(messages: readonly LiveMessage[]): void {
  unshared = new WeakSet();
  batch(() => {
    if (messages.some(({ kind }) => kind === "snapshot")) {
      isReplaced.value = true;
    }
    fleet.value = head;
    for (const listener of listeners) listener(messages);
  });
}

/** Takes a task that the page was rendered without. */
export function adoptTask(task: Task): void {
  if (!head || task.id in head.tasks) return;
  unshared = new WeakSet();
  head = { ...head, tasks: { ...head.tasks, [task.id]: task } };
  fleet.value = head;
}

/** Calls `listener` with each batch; returns the function that ends it. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function fold(before: Fleet | undefined, message: LiveMessage) {
  switch (message.kind) {
    case "snapshot":
      return message.fleet;
    case "event":
      return before && applyUnshared(before, message.event, unshared);
    case "delta":
      return before;
  }
}
