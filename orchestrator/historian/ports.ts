import type { Agent } from "@/domain/agent.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Approval } from "@/domain/approval.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type {
  AgentId,
  ApprovalId,
  HandoffId,
  IncidentId,
  MessageId,
  SessionId,
  TaskId,
} from "@/domain/ids.ts";
import type { Incident } from "@/domain/incident.ts";
import type { Message } from "@/domain/message.ts";
import type { Session } from "@/domain/session.ts";
import type { Task } from "@/domain/task.ts";

/** A piece of the log with everything that its events are about. */
export type HistoryBatch = {
  readonly events: readonly FleetEvent[];
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  readonly sessions: readonly Session[];
  readonly handoffs: readonly Handoff[];
  readonly messages: readonly Message[];
  readonly approvals: readonly Approval[];
  readonly incidents: readonly Incident[];
  readonly texts: readonly { readonly blob: string; readonly body: string }[];
};

/** An open history; see `db/pg/open_history.ts`. */
export interface HistoryPort extends AsyncDisposable {
  /** The last event that it has; 0 when it has none. */
  head(): Promise<number>;
  /** Stores all of it or nothing, and gives the new head. Safe to repeat. */
  write(batch: HistoryBatch): Promise<number>;
  /** Lets an empty history begin after `seq`. */
  beginAfter(seq: number): Promise<boolean>;
}

/** Records as they are now, or somewhat newer; `undefined` where there are none any more. */
export interface RecordsPort {
  readAgent(id: AgentId): Promise<Agent | undefined>;
  readTask(id: TaskId): Promise<Task | undefined>;
  readSession(id: SessionId): Promise<Session | undefined>;
  readHandoff(id: HandoffId): Promise<Handoff | undefined>;
  readMessage(id: MessageId): Promise<Message | undefined>;
  readApproval(id: ApprovalId): Promise<Approval | undefined>;
  readIncident(id: IncidentId): Promise<Incident | undefined>;
}

/** What the historian reads, and what it may let go of. */
export interface LogPort extends RecordsPort {
  /** The last event of the log; records have at least everything up to it. */
  lastSeq(): number;
  readEvents(afterSeq: number, limit: number): Promise<readonly FleetEvent[]>;
  readText(blob: string): Promise<string>;
  /** Removes events up to `seq`, a bounded number of them; gives how many. */
  trimEvents(upToSeq: number): Promise<number>;
  /** Calls back after each commit; returns the function that ends it. */
  onCommit(listener: () => void): () => void;
}
