import type { Agent } from "@/domain/agent.ts";
import type { Approval } from "@/domain/approval.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Incident } from "@/domain/incident.ts";
import type { IncidentFilter } from "@/domain/incident_port.ts";
import type { Message } from "@/domain/message.ts";
import type { Page, TaskFilter } from "@/domain/platform.ts";
import type {
  ApprovalFilter,
  HandoffFilter,
  MessageFilter,
} from "@/domain/record_filters.ts";
import type { Task } from "@/domain/task.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";

/** What the live store removed in one step. */
type Swept = { readonly entries: number; readonly texts: number };

/** Hand-offs, messages, approvals and incidents of the live store. */
export interface ManagedStorePort {
  readTask(id: TaskId): Promise<Task | undefined>;
  listHandoffs(filter: HandoffFilter): Promise<Page<Handoff>>;
  listMessages(filter: MessageFilter): Promise<Page<Message>>;
  listApprovals(filter: ApprovalFilter): Promise<Page<Approval>>;
  listIncidents(filter: IncidentFilter): Promise<Page<Incident>>;
  /** Removes records that are over, and their texts under these names. */
  removeOver(records: {
    readonly handoffs?: readonly Handoff[];
    readonly messages?: readonly Message[];
    readonly approvals?: readonly Approval[];
    readonly incidents?: readonly Incident[];
    readonly texts: readonly string[];
  }): Promise<void>;
}

/** What of the live store its retention reads and removes; see `db/kv/live_store.ts`. */
export interface RetainedStorePort extends ManagedStorePort {
  listTasks(filter: TaskFilter): Promise<Page<Task>>;
  listAgents(
    range: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<Agent>>;
  readEvents(afterSeq: number, limit: number): Promise<readonly FleetEvent[]>;
  sweepRetired(): Promise<Swept>;
  trimTranscript(
    agent: AgentId,
    mayGo: (entry: TranscriptEntry) => boolean | Promise<boolean>,
  ): Promise<Swept>;
}

/** How many rows or records of a kind went. */
export type Removed = Readonly<Record<string, number>>;

/** The history's tables of those. */
export type ManagedTable =
  | "handoffs"
  | "agent_communications"
  | "approvals"
  | "incidents";

/** What of the history its retention reads and removes; see `db/pg/prune.ts`. */
export interface PrunedHistoryPort {
  /** Ids of those records that it has, as new as they are given. */
  kept(
    table: "tasks" | "agents" | ManagedTable,
    records: readonly { readonly id: string; readonly updated_seq: number }[],
  ): Promise<ReadonlySet<string>>;
  lastEntry(agent: AgentId): Promise<number | undefined>;
  measure(nowAt: Date): Promise<{
    readonly bytesInUse: number;
    readonly events: number;
  }>;
  /** When the event was told that has so many after it. */
  instantOfNewest(events: number): Promise<Date | null>;
  /** Each removes a bounded number of details from before the time. */
  readonly steps: readonly ((before: Date) => Promise<Removed>)[];
  /** Each makes the room of one table's removed rows free for new ones. */
  readonly vacuums: readonly (() => Promise<void>)[];
  /** Removes a part of a session; nothing when all of it is gone. */
  pruneSession(id: SessionId): Promise<Removed>;
  requestedPrunes(): Promise<readonly SessionId[]>;
  forgetPrune(id: SessionId): Promise<void>;
  saveRun(
    name: "live" | "history" | "sessions",
    at: Date,
    removed: Removed,
  ): Promise<void>;
}
