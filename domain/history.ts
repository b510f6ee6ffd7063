import type { Agent } from "./agent.ts";
import type { Approval } from "./approval.ts";
import type { AuditRecord } from "./audit.ts";
import type { FleetEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import type { Handoff } from "./handoff.ts";
import type { HistoryState } from "./history_state.ts";
import type {
  AgentId,
  HandoffId,
  IncidentId,
  Instant,
  SessionId,
  TaskId,
} from "./ids.ts";
import type { Incident } from "./incident.ts";
import type { IncidentFilter } from "./incident_port.ts";
import type { Message } from "./message.ts";
import type { Page, TaskFilter } from "./platform.ts";
import type {
  ApprovalFilter,
  AuditFilter,
  HandoffFilter,
  MessageFilter,
  SessionHistoryFilter,
  TaskHistoryFilter,
} from "./record_filters.ts";
import type { Session } from "./session.ts";
import type { StorageQueries, StoredSize } from "./storage_sizes.ts";
import type { Attempt, AttemptOutcome, Task } from "./task.ts";
import type { TranscriptEntry } from "./transcript.ts";
import type { UsageQueries } from "./usage_report.ts";
import type { TranscriptSearch } from "./transcript_match.ts";
import type {
  ToolUses,
  TranscriptMatches,
  TranscriptRange,
} from "./transcript_port.ts";

/** What a search goes through: tasks with their results, or what agents said and did. */
export const HISTORY_KINDS = ["task", "transcript"] as const;
export type HistoryKind = typeof HISTORY_KINDS[number];

/** Longest text to search for, in characters. */
export const MAX_SEARCH_CHARS = 500;

/** What to look for, and where. Without a text, all tasks that fit the rest. */
export type HistorySearch = {
  /** Words; `"a phrase"`, `or` and `-without` work as in search engines. */
  readonly text: string;
  /** Both kinds without it. */
  readonly kind?: HistoryKind | undefined;
  readonly agentId?: AgentId | undefined;
  readonly sessionId?: SessionId | undefined;
  /** From this moment on. */
  readonly from?: Instant | undefined;
  /** Before this moment. */
  readonly to?: Instant | undefined;
  /** How the task ended that it is, or belongs to. */
  readonly outcome?: AttemptOutcome | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A piece of a text as it was written; `hit` marks what was searched for. */
export type SnippetPart = { readonly text: string; readonly hit: boolean };

/** A record that a hit belongs to, as a person calls it. */
export type Named<Id> = { readonly id: Id; readonly name: string };

type HitFields = {
  /** When the task was created, or the entry was made. */
  readonly at: Instant;
  readonly snippet: readonly SnippetPart[];
  readonly session: Named<SessionId> | null;
};

/** Where something was found. */
export type HistoryHit =
  | HitFields & {
    readonly kind: "task";
    readonly task: Named<TaskId>;
    readonly agent: Named<AgentId> | null;
    readonly outcome: AttemptOutcome | null;
  }
  | HitFields & {
    readonly kind: "transcript";
    readonly agent: Named<AgentId>;
    /** The number of the entry in the agent's transcript. */
    readonly entry: number;
    readonly entry_kind: TranscriptEntry["kind"];
    readonly task: Named<TaskId> | null;
  };

/** One run of a task: by whom, and why it failed if it did. */
export type AttemptReport = Attempt & {
  /** null for an agent that is older than the history. */
  readonly agent_name: string | null;
  readonly failure: Failure | null;
};

/** What a search may be narrowed to. */
export type SearchChoices = {
  readonly agents: readonly Named<AgentId>[];
  readonly sessions: readonly Named<SessionId>[];
};

/** Why the history gave no answer. */
export type HistoryRefusal =
  | {
    /** It is being opened, or cannot be reached: the same may succeed later. */
    readonly code: "history_away";
    readonly message: string;
    /** null while it is not known, or when it was not open yet. */
    readonly since: Instant | null;
    readonly reason: string;
  }
  | {
    /** The cursor is not one of this list. */
    readonly code: "invalid_cursor";
    readonly message: string;
  };

/** An answer of the history; live state does not depend on it. */
export type HistoryOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: HistoryRefusal };

/** Reads from the open history, or says that it is away. */
export type AskHistory<Database> = <T>(
  read: (database: Database) => Promise<T>,
) => Promise<HistoryOutcome<T>>;

type Range = { readonly limit: number; readonly cursor?: string | undefined };

/** What pages and programs may ask of the history. */
export interface HistoryQueries extends StorageQueries, UsageQueries {
  historyState(): HistoryState;
  /** What fits best first; without a text the newest first. */
  searchHistory(
    search: HistorySearch,
  ): Promise<HistoryOutcome<Page<HistoryHit>>>;
  /** Newest first, as many as a person can choose from. */
  searchChoices(): Promise<HistoryOutcome<SearchChoices>>;
  /** Everything the log told of the task, oldest first, up to now. */
  taskEvents(
    id: TaskId,
    range: Range,
  ): Promise<HistoryOutcome<Page<FleetEvent>>>;
  /** Everything the log told of the agent, oldest first, up to now. */
  agentEvents(
    id: AgentId,
    range: Range,
  ): Promise<HistoryOutcome<Page<FleetEvent>>>;
  /** All runs of the task, in the order in which they were made. */
  taskAttempts(id: TaskId): Promise<HistoryOutcome<readonly AttemptReport[]>>;
  taskHistory(filter: TaskHistoryFilter): Promise<HistoryOutcome<Page<Task>>>;
  sessionHistory(
    filter: SessionHistoryFilter,
  ): Promise<HistoryOutcome<Page<Session>>>;
  handoffHistory(
    filter: HandoffFilter,
  ): Promise<HistoryOutcome<Page<Handoff>>>;
  /** Messages between agents and from the person, newest first. */
  communicationHistory(
    filter: MessageFilter,
  ): Promise<HistoryOutcome<Page<Message>>>;
  /** What agents asked for and what was decided, newest first. */
  approvalHistory(
    filter: ApprovalFilter,
  ): Promise<HistoryOutcome<Page<Approval>>>;
  /** Who decided or changed what, newest first. */
  auditLog(filter: AuditFilter): Promise<HistoryOutcome<Page<AuditRecord>>>;
}

/** What was found among the entries up to one. */
export type Looked<Found> = {
  readonly found: Found;
  /** Number of the last entry that was looked at; -1 for none. */
  readonly lastN: number;
};

/** Records that the live store may have let go of. */
export interface KeptRecords {
  agent(id: AgentId): Promise<HistoryOutcome<Agent | undefined>>;
  /** By our id or by the caller's own. */
  task(id: string): Promise<HistoryOutcome<Task | undefined>>;
  handoff(id: HandoffId): Promise<HistoryOutcome<Handoff | undefined>>;
  incident(id: IncidentId): Promise<HistoryOutcome<Incident | undefined>>;
  /** Those that fit, newest first, at most as many as asked for. */
  incidents(
    filter: IncidentFilter,
  ): Promise<HistoryOutcome<readonly Incident[]>>;
  /** Ended ones that fit, newest first; more than `limit` when there are. */
  tasks(filter: TaskFilter): Promise<HistoryOutcome<readonly Task[]>>;
  /** Events after `seq`, oldest first; some may be missing that were pruned. */
  events(
    afterSeq: number,
    limit: number,
  ): Promise<HistoryOutcome<readonly FleetEvent[]>>;
  /** The whole text under that name. */
  text(blob: string): Promise<HistoryOutcome<string | undefined>>;
  /** Entries of that piece, oldest first. */
  transcript(
    id: AgentId,
    range: TranscriptRange,
  ): Promise<HistoryOutcome<readonly TranscriptEntry[]>>;
  /** Entries by their numbers, oldest first. */
  entries(
    id: AgentId,
    numbers: readonly number[],
  ): Promise<HistoryOutcome<readonly TranscriptEntry[]>>;
  /** The other halves of uses of tools, as far as they are there. */
  toolUses(
    id: AgentId,
    uses: ToolUses,
  ): Promise<HistoryOutcome<Looked<readonly TranscriptEntry[]>>>;
  /** All entries that are looked for, the newest `MAX_MATCHES` by number. */
  matches(
    id: AgentId,
    search: TranscriptSearch,
  ): Promise<HistoryOutcome<Looked<Omit<TranscriptMatches, "isComplete">>>>;
  entry(
    id: AgentId,
    n: number,
  ): Promise<HistoryOutcome<TranscriptEntry | undefined>>;
  /** Room that each table takes with its indexes, the largest first. */
  tableSizes(): Promise<HistoryOutcome<readonly StoredSize[]>>;
}
