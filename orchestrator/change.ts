import { ruleOf } from "@/domain/approval_reducer.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { applyEvent, type Fleet } from "@/domain/fleet.ts";
import type { Instant } from "@/domain/ids.ts";
import type { FleetBatch } from "@/domain/fleet_batch.ts";
import { ancestorsOf } from "@/domain/task_tree.ts";
import { followUps } from "./follow_ups.ts";
import { placeEvent } from "./place_event.ts";

/** Limits of one atomic commit, with room to spare below those of Deno KV. */
const MAX_MUTATIONS = 500;
const MAX_BYTES = 500 * 1024;
/** The head of the log, which every commit moves. */
const HEAD_MUTATIONS = 1;

/** Events with the records that they change: what one commit stores. */
export type Change = FleetBatch & {
  /** The fleet with these events and all before them. */
  readonly after: Fleet;
  readonly size: Size;
};

/** What a commit takes up, never less than it really is. */
type Size = { readonly mutations: number; readonly bytes: number };

/**
 * Gives drafts their places in the log, on top of `fleet`, each with what
 * follows from it. Each change fits into one commit; most often there is just
 * one.
 */
export function changesOf(
  fleet: Fleet,
  drafts: readonly EventDraft[],
  at: Instant,
): Change[] {
  const singles: Change[] = [];
  let after = fleet;
  // What follows from an event comes right after it.
  const place = (draft: EventDraft): void => {
    const before = after;
    const event = placeEvent(before, draft, at);
    after = applyEvent(before, event);
    singles.push(changeBy(event, before, after));
    followUps(event, before, after).forEach(place);
  };
  drafts.forEach(place);
  return inGroups(singles);
}

/** The same for events that have their places in the log already, in order. */
export function changesOfPlaced(
  fleet: Fleet,
  events: readonly FleetEvent[],
): Change[] {
  let after = fleet;
  return inGroups(events.map((event) => {
    const before = after;
    after = applyEvent(before, event);
    return changeBy(event, before, after);
  }));
}

function inGroups(singles: Change[]): Change[] {
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
export function merge(group: readonly Change[]): FleetBatch {
  const last = <R extends { readonly id: string }>(
    of: (change: Change) => readonly R[],
  ) => [
    ...new Map(group.flatMap(of).map((record) => [record.id, record])).values(),
  ];
  const removed = {
    rules: group.flatMap((change) => change.removed.rules),
    templates: group.flatMap((change) => change.removed.templates),
  };
  const { after } = group.at(-1) ?? { after: undefined };
  const isLeft = (of: "rules" | "templates") => (record: { id: string }) =>
    after !== undefined && record.id in after[of];
  return {
    events: group.flatMap((change) => change.events),
    agents: last((change) => change.agents),
    tasks: last((change) => change.tasks),
    sessions: last((change) => change.sessions),
    handoffs: last((change) => change.handoffs),
    messages: last((change) => change.messages),
    approvals: last((change) => change.approvals),
    rules: last((change) => change.rules).filter(isLeft("rules")),
    templates: last((change) => change.templates).filter(isLeft("templates")),
    incidents: last((change) => change.incidents),
    removed: {
      rules: removed.rules.filter((id) => after && !(id in after.rules)),
      templates: removed.templates.filter((id) =>
        after && !(id in after.templates)
      ),
    },
    queue: group.findLast((change) => change.queue !== undefined)?.queue,
    limits: group.findLast((change) => change.limits !== undefined)?.limits,
    boot: group.findLast((change) => change.boot !== undefined)?.boot,
    budgets: group.findLast((change) => change.budgets !== undefined)?.budgets,
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
  const stored: FleetBatch = {
    events: [event],
    agents: changedIn(before.agents, after.agents, [idIn(event, "agent_id")]),
    tasks: changedIn(before.tasks, after.tasks, taskIds(event, after)),
    sessions: changedIn(before.sessions, after.sessions, [
      idIn(event, "session_id"),
    ]),
    handoffs: changedIn(before.handoffs, after.handoffs, [
      idIn(event, "handoff_id"),
    ]),
    messages: changedIn(before.messages, after.messages, [
      idIn(event, "message_id"),
    ]),
    approvals: changedIn(before.approvals, after.approvals, [
      idIn(event, "approval_id"),
    ]),
    rules: changedIn(before.rules, after.rules, [
      idIn(event, "rule_id") ?? ruleOf(event),
    ]),
    templates: changedIn(before.templates, after.templates, [
      idIn(event, "template_id"),
    ]),
    incidents: changedIn(before.incidents, after.incidents, [
      idIn(event, "incident_id"),
    ]),
    removed: {
      rules: event.type === "rule.removed" ? [event.rule_id] : [],
      templates: event.type === "template.removed" ? [event.template_id] : [],
    },
    queue: before.queue === after.queue ? undefined : after.queue,
    limits: before.limits === after.limits ? undefined : after.limits,
    boot: before.boot === after.boot ? undefined : after.boot,
    budgets: before.budgets === after.budgets ? undefined : after.budgets,
  };
  return { ...stored, after, size: sizeOf(stored) };
}

function idIn(event: FleetEvent, field: string): string | undefined {
  const id: unknown = (event as Readonly<Record<string, unknown>>)[field];
  return typeof id === "string" ? id : undefined;
}

/** A task, and those that it is part of: what it costs, they cost. */
function taskIds(event: FleetEvent, after: Fleet): string[] {
  const id = idIn(event, "task_id");
  return id === undefined
    ? []
    : [id, ...ancestorsOf(after.tasks, id).map((task) => task.id)];
}

function changedIn<R>(
  before: Readonly<Record<string, R>>,
  after: Readonly<Record<string, R>>,
  ids: readonly (string | undefined)[],
): R[] {
  if (before === after) return [];
  return ids.flatMap((id) => {
    const record = id === undefined ? undefined : after[id];
    return record && record !== before[id as string] ? [record] : [];
  });
}

/** Keys that one record of a kind takes at most, with its indexes. */
const KEYS_OF = {
  agents: 2,
  tasks: 8,
  sessions: 2,
  handoffs: 3,
  messages: 5,
  approvals: 4,
  rules: 1,
  templates: 1,
  incidents: 2,
} as const;

/** The queue, the gate of the limits, the budgets, the report of the start, and its place among the kept ones. */
const SINGLE_RECORDS = 5;

function sizeOf(change: FleetBatch): Size {
  const { events } = change;
  // An entry of a transcript is stored in the log and under its own key.
  const entries = events.filter(({ type }) => type === "transcript.appended");
  let mutations = events.length + entries.length + retiringMutations(events) +
    change.removed.rules.length + change.removed.templates.length +
    SINGLE_RECORDS;
  let bytes = bytesOf(events) + bytesOf(entries);
  for (const kind of Object.keys(KEYS_OF) as (keyof typeof KEYS_OF)[]) {
    const records = change[kind];
    if (records.length === 0) continue;
    mutations += KEYS_OF[kind] * records.length;
    bytes += bytesOf(records);
  }
  return { mutations, bytes };
}

/** What letting go of records takes: at most six keys of each. */
function retiringMutations(events: readonly FleetEvent[]): number {
  return events.reduce((sum, event) => {
    if (event.type !== "records.retired") return sum;
    const { agents, tasks, sessions, texts } = event.data;
    return sum + texts.length +
      6 * (agents.length + tasks.length + sessions.length);
  }, 0);
}

/** An upper estimate: UTF-16 text takes two bytes a character. */
function bytesOf(value: readonly unknown[]): number {
  return 2 * JSON.stringify(value).length;
}
