import type { Agent } from "@/domain/agent.ts";
import type { AskedFrom } from "@/domain/asked_from.ts";
import type { LaunchSpec } from "@/domain/claude_process.ts";
import type { BootReport } from "@/domain/boot_report.ts";
import type { ClaudeStatus } from "@/domain/claude_status.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { FleetBatch } from "@/domain/fleet_batch.ts";
import type { Approval } from "@/domain/approval.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type {
  AgentId,
  ApprovalId,
  HandoffId,
  IncidentId,
  Instant,
  MessageId,
  SessionId,
  TaskId,
} from "@/domain/ids.ts";
import type { Incident } from "@/domain/incident.ts";
import type { IncidentFilter } from "@/domain/incident_port.ts";
import type { Message } from "@/domain/message.ts";
import type {
  ApprovalFilter,
  HandoffFilter,
  MessageFilter,
} from "@/domain/record_filters.ts";
import type {
  Outcome,
  Page,
  SessionFilter,
  TaskFilter,
} from "@/domain/platform.ts";
import type { Session } from "@/domain/session.ts";
import type { StorageStatus } from "@/domain/storage_status.ts";
import type { Task } from "@/domain/task.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import type { TranscriptRange } from "@/domain/transcript_port.ts";

/** Live state and the event log; see `db/kv/live_store.ts`. */
export interface LiveStorePort {
  load(): Promise<Fleet>;
  /** Durable when it resolves; nothing is stored when it rejects. */
  commit(batch: FleetBatch): Promise<void>;
  saveText(blob: string, text: string): Promise<void>;
  /** Whether writes take so long that nothing new should wait for one. */
  isStuck(): boolean;
  readText(blob: string): Promise<string>;
  readAgent(id: AgentId): Promise<Agent | undefined>;
  readTask(id: TaskId): Promise<Task | undefined>;
  readTaskByExternalId(id: string): Promise<Task | undefined>;
  listTasks(filter: TaskFilter): Promise<Page<Task>>;
  /** Also of a task that the live store has let go of. */
  readTaskIdByExternalId(id: string): Promise<TaskId | undefined>;
  /** When the newest task that left was made, in milliseconds; 0 when none did. */
  readNewestRetiredMs(): Promise<number>;
  readSession(id: SessionId): Promise<Session | undefined>;
  listSessions(filter: SessionFilter): Promise<Page<Session>>;
  readHandoff(id: HandoffId): Promise<Handoff | undefined>;
  listHandoffs(filter: HandoffFilter): Promise<Page<Handoff>>;
  readMessage(id: MessageId): Promise<Message | undefined>;
  listMessages(filter: MessageFilter): Promise<Page<Message>>;
  readApproval(id: ApprovalId): Promise<Approval | undefined>;
  listApprovals(filter: ApprovalFilter): Promise<Page<Approval>>;
  readIncident(id: IncidentId): Promise<Incident | undefined>;
  listIncidents(filter: IncidentFilter): Promise<Page<Incident>>;
  /** What the last starts found, the newest first. */
  readBootReports(): Promise<readonly BootReport[]>;
  readEvents(afterSeq: number, limit: number): Promise<readonly FleetEvent[]>;
  readTranscript(
    agent: AgentId,
    range: TranscriptRange,
  ): Promise<readonly TranscriptEntry[]>;
  readTranscriptEntry(
    agent: AgentId,
    n: number,
  ): Promise<TranscriptEntry | undefined>;
}

/** Folders that one agent's process runs with. */
export type PreparedFolders = Pick<
  LaunchSpec,
  "cwd" | "home" | "tmpDir" | "configDir"
>;

/** Makes and checks folders on the host. */
export interface FoldersPort {
  /** The folder an agent will work in, confined to the allowed roots. */
  resolve(
    agent: AgentId,
    chosen: string | undefined,
  ): Promise<Outcome<string>>;
  /**
   * Makes sure that all folders of the agent exist. Safe to repeat.
   *
   * @throws {FolderUnusable} (as a rejection) When a person has to set one right.
   */
  prepare(agent: AgentId, cwd: string): Promise<PreparedFolders>;
}

/** How the storage is; see `host/kv_care/storage_board.ts`. */
export interface StoragePort {
  readonly status: StorageStatus;
  /** Called after each change; returns the function that ends it. */
  subscribe(listener: (status: StorageStatus) => void): () => void;
}

/** Looks whether `claude` can be started and is signed in, without an API call. */
export type ProbeClaude = () => Promise<ClaudeStatus>;

/** Where time and ids come from. */
export interface Sources {
  now(): Instant;
  /** A UUIDv7: ids sort by the time they were made. */
  newId(): string;
  /** From where a person asks for what is done right now; without it, nobody knows. */
  askedFrom?(): AskedFrom | undefined;
}

/** Where the orchestrator tells the operator what a page cannot. */
export interface LogPort {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}
