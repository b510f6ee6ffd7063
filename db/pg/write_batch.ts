import type { Agent } from "@/domain/agent.ts";
import type { Approval } from "@/domain/approval.ts";
import { auditOf } from "@/domain/audit_of.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { Incident } from "@/domain/incident.ts";
import type { Message } from "@/domain/message.ts";
import type { Session } from "@/domain/session.ts";
import type { Task } from "@/domain/task.ts";
import { upsertAgents } from "./agents.ts";
import { upsertApprovals } from "./approvals.ts";
import { atOnce } from "./at_once.ts";
import { upsertAttempts } from "./attempts.ts";
import { insertAudit } from "./audit.ts";
import { upsertCommunications } from "./communications.ts";
import { insertEvents } from "./events.ts";
import { upsertHandoffs } from "./handoffs.ts";
import { upsertIncidents } from "./incidents.ts";
import { lockHead, moveHead } from "./history_head.ts";
import { upsertSessions } from "./sessions.ts";
import type { Database } from "./sql.ts";
import { insertDependencies } from "./task_dependencies.ts";
import { upsertTasks } from "./tasks.ts";
import { insertTexts, type WholeText } from "./texts.ts";
import { insertEntries } from "./transcripts.ts";
import { addUsageDays } from "./usage_days.ts";
import { insertUsage } from "./usage_records.ts";

/** Events that one transaction takes. */
export const MAX_BATCH_EVENTS = 500;

/** A piece of the log, and what it is about. */
export type HistoryBatch = {
  /** Consecutive places of the log, at most `MAX_BATCH_EVENTS`. */
  readonly events: readonly FleetEvent[];
  /**
   * All tasks that the events name with those that they are parts of, and all
   * agents that the events or any of the records name, in any version that has
   * these events: an older one than what is stored already changes nothing.
   */
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  /** What else the events name, in the same way. */
  readonly sessions?: readonly Session[];
  readonly handoffs?: readonly Handoff[];
  readonly messages?: readonly Message[];
  readonly approvals?: readonly Approval[];
  readonly incidents?: readonly Incident[];
  /** Whole texts that the events or records refer to. */
  readonly texts: readonly WholeText[];
};

/** The batch does not continue the log where the history ends. */
export class HistoryGap extends Error {
  override readonly name = "HistoryGap";
  readonly code = "history_gap";
  constructor(readonly head: number, readonly first: number) {
    super(
      `Cannot write events from ${first} on: the history ends at ${head}`,
    );
  }
}

/**
 * Writes a piece of the log in one transaction and gives the `seq` up to which
 * the history now has everything. Events that it has already are skipped, so
 * that the same batch again, alone or with more, is harmless.
 *
 * @throws {HistoryGap} (as a rejection) when events before these are missing.
 * @throws {SqlError} (as a rejection) of the database; nothing is stored then,
 * and the same batch may be written again.
 */
export function writeBatch(
  database: Database,
  batch: HistoryBatch,
): Promise<number> {
  requireConsecutive(batch.events);
  return database.tx(async (sql) => {
    const head = await lockHead(sql);
    const events = batch.events.filter(({ seq }) => seq > head);
    const [first] = events;
    if (first === undefined) return head;
    if (first.seq !== head + 1) throw new HistoryGap(head, first.seq);
    const last = head + events.length;

    await insertTexts(sql, batch.texts);
    await upsertSessions(sql, batch.sessions ?? []);
    await upsertAgents(sql, batch.agents);
    await upsertTasks(sql, batch.tasks);
    await atOnce(sql, async (later) => {
      await insertDependencies(later, batch.tasks);
      await upsertAttempts(later, batch.tasks);
      await upsertHandoffs(later, batch.handoffs ?? []);
      await upsertCommunications(later, batch.messages ?? []);
      await upsertApprovals(later, batch.approvals ?? []);
      await upsertIncidents(later, batch.incidents ?? []);
      await insertEvents(later, events);
      await insertEntries(later, events);
      await insertUsage(later, events);
      await addUsageDays(later, events);
      await insertAudit(later, events.flatMap((event) => auditOf(event) ?? []));
      await moveHead(later, last);
    });
    return last;
  });
}

function requireConsecutive(events: readonly FleetEvent[]): void {
  if (events.length > MAX_BATCH_EVENTS) {
    throw new RangeError(
      `Cannot write ${events.length} events at once: ${MAX_BATCH_EVENTS} are the most`,
    );
  }
  for (const [index, { seq }] of events.entries()) {
    const before = events[index - 1];
    if (before && before.seq + 1 !== seq) {
      throw new HistoryGap(before.seq, seq);
    }
  }
}
