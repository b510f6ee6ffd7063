import type { Agent } from "@/domain/agent.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { applyEvent, type Fleet } from "@/domain/fleet.ts";
import type { Instant } from "@/domain/ids.ts";
import type { Session } from "@/domain/session.ts";
import type { Task } from "@/domain/task.ts";
import { placeEvent } from "./place_event.ts";

/** Limits of one atomic commit, with room to spare below those of Deno KV. */
const MAX_MUTATIONS = 500;
const MAX_BYTES = 500 * 1024;
/** The head of the log, which every commit moves. */
const HEAD_MUTATIONS = 1;

/** Events with the records that they change: what one commit stores. */
export type Change = {
  readonly events: readonly FleetEvent[];
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  readonly sessions: readonly Session[];
  /** The fleet with these events and all before them. */
  readonly after: Fleet;
  readonly size: Size;
};

/** What a commit takes up, never less than it really is. */
type Size = { readonly mutations: number; readonly bytes: number };

/**
 * Gives drafts their places in the log, on top of `fleet`. Each change fits
 * into one commit; most often there is just one.
 */
export function changesOf(
  fleet: Fleet,
  drafts: readonly EventDraft[],
  at: Instant,
): Change[] {
  return changesBy(
    fleet,
    drafts,
    (draft, before) => placeEvent(before, draft, at),
  );
}

/** The same for events that have their places in the log already, in order. */
export function changesOfPlaced(
  fleet: Fleet,
  events: readonly FleetEvent[],
): Change[] {
  return changesBy(fleet, events, (event) => event);
}

function changesBy<T>(
  fleet: Fleet,
  items: readonly T[],
  eventOf: (item: T, before: Fleet) => FleetEvent,
): Change[] {
  const singles: Change[] = [];
  let after = fleet;
  for (const item of items) {
    const before = after;
    const event = eventOf(item, before);
    after = applyEvent(before, event);
    singles.push(changeBy(event, before, after));
  }
  const changes: Change[] = [];
  while (singles.length > 0) changes.push(joined(takeGroup(singles)));
  return changes;
}

/** Takes changes from the front while they fit into one commit; at least one. */
export function takeGroup<C extends Change>(waiting: C[]): C[] {
  let mutations = HEAD_MUTATIONS;
  let bytes = 0;
  let count = 0;
  for (const { size } of waiting) {
    mutations += size.mutations;
    bytes += size.bytes;
    if (count > 0 && (mutations > MAX_MUTATIONS || bytes > MAX_BYTES)) break;
    count++;
  }
  return waiting.splice(0, count);
}

/** What a group stores: of several versions of a record the last one. */
export function merge(group: readonly Change[]) {
  const byId = <R extends { readonly id: string }>(records: readonly R[]) => [
    ...new Map(records.map((record) => [record.id, record])).values(),
  ];
  return {
    events: group.flatMap((change) => change.events),
    agents: byId(group.flatMap((change) => change.agents)),
    tasks: byId(group.flatMap((change) => change.tasks)),
    sessions: byId(group.flatMap((change) => change.sessions)),
  };
}

function joined(group: readonly Change[]): Change {
  const [only, ...others] = group as [Change, ...Change[]];
  if (others.length === 0) return only;
  const stored = merge(group);
  const { after } = others.at(-1) ?? only;
  return { ...stored, after, size: sizeOf(stored) };
}

function changeBy(event: FleetEvent, before: Fleet, after: Fleet): Change {
  const stored = {
    events: [event],
    agents: "agent_id" in event ? found(after.agents, event.agent_id) : [],
    tasks: "task_id" in event ? found(after.tasks, event.task_id) : [],
    // Most events of a session's agents change nothing in its totals.
    sessions: before.sessions !== after.sessions && "session_id" in event
      ? found(after.sessions, event.session_id)
      : [],
  };
  return { ...stored, after, size: sizeOf(stored) };
}

function found<R>(
  records: Readonly<Record<string, R>>,
  id: string | undefined,
): R[] {
  const record = id === undefined ? undefined : records[id];
  return record ? [record] : [];
}

function sizeOf(
  change: Pick<Change, "events" | "agents" | "tasks" | "sessions">,
): Size {
  const { events, agents, tasks, sessions } = change;
  // An entry of a transcript is stored in the log and under its own key.
  const entries = events.filter(({ type }) => type === "transcript.appended");
  return {
    mutations: events.length + entries.length + 2 * agents.length +
      5 * tasks.length + 2 * sessions.length + retiringMutations(events),
    bytes: [events, entries, agents, tasks, sessions].map(bytesOf)
      .reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** What letting go of records takes: at most four keys of each. */
function retiringMutations(events: readonly FleetEvent[]): number {
  return events.reduce((sum, event) => {
    if (event.type !== "records.retired") return sum;
    const { agents, tasks, sessions, texts } = event.data;
    return sum + texts.length +
      4 * (agents.length + tasks.length + sessions.length);
  }, 0);
}

/** An upper estimate: UTF-16 text takes two bytes a character. */
function bytesOf(value: readonly unknown[]): number {
  return 2 * JSON.stringify(value).length;
}
