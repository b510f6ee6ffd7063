import type { Database } from "@/db/pg/sql.ts";
import type { HistoryBatch } from "@/db/pg/write_batch.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { placed } from "@/tests/helpers/fleet.ts";
import {
  anyManagedCommands,
  draftsOf,
} from "@/tests/helpers/fleet_commands.ts";

/** Any course of a fleet: its events, and the fleet after each of them. */
export const anyCourse = anyManagedCommands.map((commands) => {
  const events: FleetEvent[] = [];
  const fleets: Fleet[] = [EMPTY_FLEET];
  for (const command of commands) {
    const fleet = fleets.at(-1) ?? EMPTY_FLEET;
    for (const event of placed(draftsOf(fleet, command), fleet.seq)) {
      events.push(event);
      fleets.push(applyEvent(fleets.at(-1) ?? EMPTY_FLEET, event));
    }
  }
  return { events, fleets };
});

/** The events of `from` up to `to`, with the records as they were at `asOf`. */
export function batchOf(
  { events, fleets }: {
    readonly events: readonly FleetEvent[];
    readonly fleets: readonly Fleet[];
  },
  from: number,
  to: number,
  asOf = to,
): HistoryBatch {
  const fleet = fleets[asOf] ?? EMPTY_FLEET;
  return {
    events: events.slice(from, to),
    agents: Object.values(fleet.agents),
    tasks: Object.values(fleet.tasks),
    sessions: Object.values(fleet.sessions),
    handoffs: Object.values(fleet.handoffs),
    messages: Object.values(fleet.messages),
    approvals: Object.values(fleet.approvals),
    texts: [],
  };
}

/** All tables of the history. */
export const TABLES = [
  "sessions",
  "agents",
  "tasks",
  "task_attempts",
  "task_dependencies",
  "handoffs",
  "agent_communications",
  "approvals",
  "audit_log",
  "events",
  "transcript_entries",
  "usage_records",
  "usage_days",
  "history_head",
];

/** Everything that is stored, in an order that does not depend on the writing. */
export async function contents(database: Database): Promise<unknown> {
  const [row] = await database<{ all: unknown }>`
    select jsonb_build_array(
      (select jsonb_agg(t order by t::text) from sessions t),
      (select jsonb_agg(t order by t::text) from agents t),
      (select jsonb_agg(t order by t::text) from tasks t),
      (select jsonb_agg(t order by t::text) from task_attempts t),
      (select jsonb_agg(t order by t::text) from task_dependencies t),
      (select jsonb_agg(t order by t::text) from handoffs t),
      (select jsonb_agg(t order by t::text) from agent_communications t),
      (select jsonb_agg(t order by t::text) from approvals t),
      (select jsonb_agg(t order by t::text) from audit_log t),
      (select jsonb_agg(t order by t::text) from events t),
      (select jsonb_agg(t order by t::text) from transcript_entries t),
      (select jsonb_agg(t order by t::text) from usage_records t),
      (select jsonb_agg(t order by t::text) from usage_days t),
      (select jsonb_agg(t order by t::text) from history_head t)) as all`;
  return row?.all;
}

/** Empties all tables. */
export async function clear(database: Database): Promise<void> {
  await database.exec(
    `truncate ${TABLES.filter((t) => t !== "history_head").join(", ")} cascade;
     update history_head set seq = 0`,
  );
}

/** Records in the order of their ids. */
export function byId<R extends { readonly id: string }>(
  records: readonly R[],
): R[] {
  return records.toSorted((a, b) => a.id < b.id ? -1 : 1);
}
