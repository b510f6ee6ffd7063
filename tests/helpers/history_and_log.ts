import { strict as assert } from "node:assert";
import { keys } from "@/db/kv/keys.ts";
import type { LiveStore } from "@/db/kv/live_store.ts";
import { findAgent } from "@/db/pg/agents.ts";
import { findApproval } from "@/db/pg/approvals.ts";
import { findIncident } from "@/db/pg/incidents.ts";
import { listAudit } from "@/db/pg/audit.ts";
import { findCommunication } from "@/db/pg/communications.ts";
import { readEvents } from "@/db/pg/events.ts";
import { findHandoff } from "@/db/pg/handoffs.ts";
import { readHead } from "@/db/pg/history_head.ts";
import { findSession } from "@/db/pg/sessions.ts";
import type { Database } from "@/db/pg/sql.ts";
import { findTask } from "@/db/pg/tasks.ts";
import { readText } from "@/db/pg/texts.ts";
import { readTranscript } from "@/db/pg/transcripts.ts";
import { sumUsage } from "@/db/pg/usage_records.ts";
import { Agent } from "@/domain/agent.ts";
import { Incident } from "@/domain/incident.ts";
import { Approval } from "@/domain/approval.ts";
import { auditOf } from "@/domain/audit_of.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { Handoff } from "@/domain/handoff.ts";
import { Message } from "@/domain/message.ts";
import { Session } from "@/domain/session.ts";
import { Task } from "@/domain/task.ts";
import { addUsage, NO_USAGE } from "@/domain/usage_sum.ts";

const PAGE = 1_000;
const MOST_ENTRIES = 1_000_000;

/** All records that a live store has, also those that left the memory. */
export type Records = {
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  readonly sessions: readonly Session[];
  readonly handoffs: readonly Handoff[];
  readonly messages: readonly Message[];
  readonly approvals: readonly Approval[];
  readonly incidents: readonly Incident[];
};

/** The whole log of a store, with a gap-free `seq` from 1 on. */
export async function wholeLog(store: LiveStore): Promise<FleetEvent[]> {
  const events = await pages((after) => store.readEvents(after, PAGE));
  for (const [index, { seq }] of events.entries()) {
    assert.equal(seq, index + 1, "the log has a gap or a double");
  }
  return events;
}

/** All records as the store has them. */
export async function allRecords(kv: Deno.Kv): Promise<Records> {
  const list = async <R>(prefix: Deno.KvKey, parse: (value: unknown) => R) => {
    const records: R[] = [];
    for await (const { value } of kv.list({ prefix })) {
      records.push(parse(value));
    }
    return records;
  };
  return {
    agents: await list(keys.agents, (value) => Agent.parse(value)),
    tasks: await list(keys.tasks, (value) => Task.parse(value)),
    sessions: await list(keys.sessions, (value) => Session.parse(value)),
    handoffs: await list(keys.handoffs, (value) => Handoff.parse(value)),
    messages: await list(keys.messages, (value) => Message.parse(value)),
    approvals: await list(keys.approvals, (value) => Approval.parse(value)),
    incidents: await list(keys.incidents, (value) => Incident.parse(value)),
  };
}

/** Fails unless the records are what the log leads to, one event after the other. */
export function assertReplayed(
  records: Records,
  log: readonly FleetEvent[],
): Fleet {
  const kinds = [
    "agents",
    "tasks",
    "sessions",
    "handoffs",
    "messages",
    "approvals",
    "incidents",
  ] as const;
  const last = new Map<string, Records[keyof Records][number]>();
  let fleet = EMPTY_FLEET;
  for (const event of log) {
    const before = fleet;
    fleet = applyEvent(fleet, event);
    if (event.type === "records.retired") {
      const { agents, tasks, sessions } = event.data;
      for (const id of [...agents, ...sessions]) last.delete(id);
      for (const { id } of tasks) last.delete(id);
    }
    // A record that ended long ago leaves the fleet, and stays as it was.
    for (const kind of kinds) {
      if (fleet[kind] === before[kind]) continue;
      for (const record of Object.values(fleet[kind])) {
        last.set(record.id, record);
      }
    }
  }
  const stored = kinds.flatMap((kind): Records[keyof Records][number][] => [
    ...records[kind],
  ]);
  assert.equal(stored.length, last.size);
  for (const record of stored) assert.deepEqual(record, last.get(record.id));
  return fleet;
}

/** Fails unless the history has the log and the records, row by row, and no more. */
export async function assertHistoryIs(
  database: Database,
  log: readonly FleetEvent[],
  records: Records,
  store: LiveStore,
): Promise<void> {
  const kept = await pages((after) => readEvents(database, after, PAGE));
  assert.equal(kept.length, log.length);
  for (const [index, event] of log.entries()) {
    assert.deepEqual(kept[index], event);
  }
  assert.equal(await readHead(database), log.at(-1)?.seq ?? 0);
  for (const agent of records.agents) {
    assert.deepEqual(await findAgent(database, agent.id), agent);
    assert.deepEqual(
      await readTranscript(database, agent.id, { limit: MOST_ENTRIES }),
      await store.readTranscript(agent.id, { limit: MOST_ENTRIES }),
    );
  }
  for (const task of records.tasks) {
    assert.deepEqual(await findTask(database, task.id), task);
  }
  for (const session of records.sessions) {
    assert.deepEqual(await findSession(database, session.id), session);
  }
  for (const handoff of records.handoffs) {
    assert.deepEqual(await findHandoff(database, handoff.id), handoff);
  }
  for (const message of records.messages) {
    assert.deepEqual(await findCommunication(database, message.id), message);
  }
  for (const approval of records.approvals) {
    assert.deepEqual(await findApproval(database, approval.id), approval);
  }
  for (const incident of records.incidents) {
    assert.deepEqual(await findIncident(database, incident.id), incident);
  }
  const audited = log.flatMap((event) => auditOf(event) ?? []);
  const { items } = await listAudit(database, { limit: audited.length + 1 });
  assert.deepEqual(byId(items), byId(audited));
  const used = log.flatMap((event) =>
    event.type === "usage.recorded" ? [event.data.usage] : []
  );
  assert.deepEqual(
    await sumUsage(database, {}),
    used.reduce(addUsage, NO_USAGE),
  );
  for (const blob of blobsOf(log)) {
    assert.equal(await readText(database, blob), await store.readText(blob));
  }
  const [counts] = await database`select
    (select count(*) from agents) as agents,
    (select count(*) from tasks) as tasks,
    (select count(*) from sessions) as sessions,
    (select count(*) from handoffs) as handoffs,
    (select count(*) from agent_communications) as messages,
    (select count(*) from approvals) as approvals,
    (select count(*) from incidents) as incidents,
    (select count(*) from task_attempts) as attempts,
    (select count(*) from task_dependencies) as dependencies,
    (select count(*) from transcript_entries) as entries,
    (select count(*) from usage_records) as usages,
    (select count(*) from texts) as texts`;
  assert.deepEqual(counts, {
    agents: records.agents.length,
    tasks: records.tasks.length,
    sessions: records.sessions.length,
    handoffs: records.handoffs.length,
    messages: records.messages.length,
    approvals: records.approvals.length,
    incidents: records.incidents.length,
    attempts: records.tasks.flatMap(({ attempts }) => attempts).length,
    dependencies: records.tasks.flatMap((task) => task.depends_on).length,
    entries: log.filter(({ type }) => type === "transcript.appended").length,
    usages: used.length,
    texts: blobsOf(log).size,
  });
}

function byId<R extends { readonly id: string }>(records: readonly R[]): R[] {
  return records.toSorted((a, b) => a.id < b.id ? -1 : 1);
}

async function pages(
  read: (afterSeq: number) => Promise<readonly FleetEvent[]>,
): Promise<FleetEvent[]> {
  const all: FleetEvent[] = [];
  for (;;) {
    const page = await read(all.at(-1)?.seq ?? 0);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** Names of whole texts that the log refers to. */
function blobsOf(log: readonly FleetEvent[]): ReadonlySet<string> {
  return new Set(
    [...JSON.stringify(log).matchAll(/"blob":"([^"]+)"/g)]
      .map(([, blob]) => blob ?? ""),
  );
}
