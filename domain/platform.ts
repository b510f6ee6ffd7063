import type { Agent, AgentConfig } from "./agent.ts";
import type { AgentChange } from "./agent_change.ts";
import type { AgentTemplate, NewTemplate } from "./agent_template.ts";
import type { ApprovalCommands, ApprovalQueries } from "./approval_port.ts";
import type { BootReport, BootState } from "./boot_report.ts";
import type { Budget } from "./budget.ts";
import type { BudgetCommands } from "./budget_port.ts";
import type { ClaudeStatus } from "./claude_status.ts";
import type { FleetEvent, LiveDelta } from "./event.ts";
import type { Fleet } from "./fleet.ts";
import type { HostService } from "./host_port.ts";
import type { HistoryQueries } from "./history.ts";
import type { HistoryState } from "./history_state.ts";
import type { FrameQueries } from "./frames.ts";
import type { Handoff } from "./handoff.ts";
import type { AgentId, HandoffId, SessionId, TaskId } from "./ids.ts";
import type { IncidentCommands, IncidentQueries } from "./incident_port.ts";
import type { LimitsState } from "./limits.ts";
import type { LongText } from "./long_text.ts";
import type { MessageCommands } from "./message_port.ts";
import type { MetricQueries } from "./metric_queries.ts";
import type { QueueState } from "./queue.ts";
import type { Session } from "./session.ts";
import type { SessionStatus } from "./session_status.ts";
import type { StorageStatus } from "./storage_status.ts";
import type { NewTask, Task, TaskChange, TaskStatus } from "./task.ts";
import type { TranscriptEntry } from "./transcript.ts";
import type { TranscriptQueries, TranscriptRange } from "./transcript_port.ts";

/** Why a command was refused. Each code has one HTTP status and one meaning. */
export const REFUSAL_CODES = [
  "agent_not_found",
  "agent_ended",
  "agent_limit_reached",
  "task_not_found",
  "task_id_taken",
  "task_ended",
  "task_not_ended",
  "task_running",
  "dependency_cycle",
  "dependency_not_found",
  "dependency_failed",
  "parent_not_found",
  "agent_not_manager",
  "agent_not_capable",
  "queue_full",
  "template_not_found",
  "template_id_taken",
  "template_limit_reached",
  "task_retired",
  "history_away",
  "incident_not_found",
  "approval_not_found",
  "approval_decided",
  "decision_unfit",
  "rule_not_found",
  "rule_unfit",
  "session_not_found",
  "session_archived",
  "session_busy",
  "claude_not_found",
  "claude_signed_out",
  "claude_start_failed",
  "working_directory_refused",
  "server_stopping",
  "store_unavailable",
  "disk_full",
] as const;
export type RefusalCode = typeof REFUSAL_CODES[number];

export type Refusal = { readonly code: RefusalCode; readonly message: string };

/** A command's answer; `ok` means that it is stored durably. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** A page of a long list; `next` continues it, null at the end. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly next: string | null;
};

export type TaskFilter = {
  readonly status?: TaskStatus;
  readonly agentId?: AgentId;
  readonly sessionId?: SessionId;
  /** Parts of that task. */
  readonly parentId?: TaskId;
  readonly limit: number;
  readonly cursor?: string;
};

export type SessionFilter = {
  readonly status?: SessionStatus;
  readonly limit: number;
  readonly cursor?: string;
};

/** What programs and pages may ask the platform to do. Every command is safe to repeat after an error. */
export interface Commands
  extends ApprovalCommands, MessageCommands, IncidentCommands, BudgetCommands {
  /** Resolves when the record is durable; the process starts after that. */
  createAgent(config: AgentConfig): Promise<Outcome<Agent>>;
  /** Resolves when the agent is idle, or with the failure of its start. */
  whenStarted(id: AgentId): Promise<Outcome<Agent>>;
  /** Resolves when the process and all it started are gone. */
  terminateAgent(id: AgentId): Promise<Outcome<Agent>>;
  /** Ends the running turn; the task of that turn fails as interrupted. */
  interruptAgent(id: AgentId): Promise<Outcome<Agent>>;
  /**
   * Gives the agent no work from now on, and lets it stand still where it is,
   * also after a restart of the server. Safe to repeat.
   */
  pauseAgent(id: AgentId, reason: string): Promise<Outcome<Agent>>;
  /** Ends a pause. Harmless when there is none. */
  resumeAgent(id: AgentId): Promise<Outcome<Agent>>;
  /**
   * Ends the agent's process and starts another one in the same session, also
   * after a failure. A task that it works on is tried again. Resolves when the
   * old process is gone; `whenStarted` tells when the new one is up.
   */
  restartAgent(id: AgentId): Promise<Outcome<Agent>>;
  /** Changes an agent that has not ended; see `fieldsAfterRestart` for what waits for its next process. */
  changeAgent(id: AgentId, change: AgentChange): Promise<Outcome<Agent>>;
  /** The same `id` again with the same agent and text answers with the first task. */
  assignTask(
    agentId: AgentId,
    task: NewTask,
  ): Promise<Outcome<{ readonly task: Task; readonly created: boolean }>>;
  /**
   * Takes a task for an agent, or for anybody who can do it. The same `id`
   * again with the same text answers with the first task.
   */
  createTask(
    task: NewTask,
    to: { readonly agentId?: AgentId; readonly sessionId?: SessionId },
  ): Promise<Outcome<{ readonly task: Task; readonly created: boolean }>>;
  /** Changes a task that nobody works on. A circle of dependencies is refused with its path. */
  changeTask(id: TaskId, change: TaskChange): Promise<Outcome<Task>>;
  /** Ends a task that has not ended, with all its parts; a running turn is interrupted. */
  cancelTask(id: TaskId): Promise<Outcome<Task>>;
  /** Lets a failed or cancelled task be tried again, and what failed because of it. */
  retryTask(id: TaskId): Promise<Outcome<Task>>;
  /** Gives a waiting task to another agent; null: to anybody who can do it. */
  reassignTask(id: TaskId, to: AgentId | null): Promise<Outcome<Task>>;
  /** From now on nobody gets a task; what runs goes on to its end. Safe to repeat. */
  pauseQueue(reason: string): Promise<Outcome<QueueState>>;
  resumeQueue(): Promise<Outcome<QueueState>>;
  /** Lets work go on before the time of a limit is over. Harmless when none is met. */
  openLimits(): Promise<Outcome<LimitsState>>;
  /** Whether limits of the account hold work back at all; without that, it fails. */
  enableLimits(enabled: boolean): Promise<Outcome<LimitsState>>;
  /** Without an id, one is made of the name. */
  createTemplate(
    template: NewTemplate,
    id?: string,
  ): Promise<Outcome<AgentTemplate>>;
  /** Changes a template, also one that comes with the program. */
  changeTemplate(
    id: string,
    template: NewTemplate,
  ): Promise<Outcome<AgentTemplate>>;
  /**
   * Removes a template and answers with it as it was; one that comes with the
   * program is put back as it came, and that is the answer.
   */
  removeTemplate(id: string): Promise<Outcome<AgentTemplate>>;
  /** A person has read the report of the last start. Safe to repeat. */
  dismissBootReport(): Promise<Outcome<BootState>>;
  /** Begins a piece of work; names need not differ. */
  createSession(name: string, budget?: Budget): Promise<Outcome<Session>>;
  /** Refused when the session is archived. */
  renameSession(id: SessionId, name: string): Promise<Outcome<Session>>;
  /** Refused while agents of it live. Harmless when it is archived already. */
  archiveSession(id: SessionId): Promise<Outcome<Session>>;
  /** Takes an archived session up again. Harmless when it is active. */
  restoreSession(id: SessionId): Promise<Outcome<Session>>;
}

/** What programs and pages may read; all of it durable. */
export interface Queries
  extends
    HistoryQueries,
    MetricQueries,
    ApprovalQueries,
    IncidentQueries,
    FrameQueries,
    TranscriptQueries {
  fleet(): Fleet;
  findAgent(id: AgentId): Promise<Agent | undefined>;
  /** By our id or by the caller's own. */
  findTask(id: TaskId | string): Promise<Task | undefined>;
  listTasks(filter: TaskFilter): Promise<Page<Task>>;
  findHandoff(id: HandoffId): Promise<Handoff | undefined>;
  findSession(id: SessionId): Promise<Session | undefined>;
  /** Newest first; also those that left the fleet. */
  listSessions(filter: SessionFilter): Promise<Page<Session>>;
  /** Entries of that piece, oldest first. */
  readTranscript(
    id: AgentId,
    range: TranscriptRange,
  ): Promise<readonly TranscriptEntry[]>;
  findTranscriptEntry(
    id: AgentId,
    n: number,
  ): Promise<TranscriptEntry | undefined>;
  /** The whole text, also where a record holds its beginning alone. */
  fullText(text: LongText): Promise<string>;
  /** What the last starts of the server found, the newest first. */
  bootReports(): Promise<readonly BootReport[]>;
  claudeStatus(): ClaudeStatus;
  /** The live store, its copies, and the disk that they are on. */
  storageStatus(): StorageStatus;
  /** The server's own processes, and its disk. */
  readonly host: HostService;
  readonly maxAgents: number;
  readonly demo: boolean;
}

/** What the event log sends to those who listen. */
export interface EventSource {
  /** Durable events after `seq`, oldest first, at most `limit`. */
  readEvents(
    afterSeq: number,
    limit: number,
  ): Promise<readonly FleetEvent[]>;
  /** Called after each commit, in order; returns the function that ends it. */
  subscribe(listener: {
    readonly events: (events: readonly FleetEvent[]) => void;
    readonly delta: (delta: LiveDelta) => void;
    /** Whether agents can be started has changed. */
    readonly claude?: (status: ClaudeStatus) => void;
    /** The history follows the log in another way than before. */
    readonly history?: (state: HistoryState) => void;
    /** Something about the storage has changed. */
    readonly storage?: (status: StorageStatus) => void;
  }): () => void;
}
