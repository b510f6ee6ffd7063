import type { FrameQueries } from "@/domain/frames.ts";
import type { HistoryQueries } from "@/domain/history.ts";
import { TaskId } from "@/domain/ids.ts";
import type { MetricQueries } from "@/domain/metric_queries.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { EventSource, Queries } from "@/domain/platform.ts";
import type { TranscriptQueries } from "@/domain/transcript_port.ts";
import type { ApprovalDesk } from "./approvals/approval_desk.ts";
import type { ClaudeWatch } from "./claude_watch.ts";
import type { EventWriter } from "./event_writer.ts";
import { fullText } from "./full_text.ts";
import type { LiveStorePort, StoragePort } from "./ports.ts";

/** What can be read without the history, the measurements and the host. */
export type LiveReads =
  & Omit<
    Queries,
    | keyof HistoryQueries
    | keyof MetricQueries
    | keyof TranscriptQueries
    | keyof FrameQueries
    | "host"
  >
  & Pick<EventSource, "readEvents">;

/** Answers from the committed fleet in memory, and from the live store where memory has let go. */
export function liveReads(
  { store, writer, approvals, claude, storage, maxAgents, demo }: {
    readonly store: LiveStorePort;
    readonly writer: Pick<EventWriter, "committed">;
    readonly approvals: Pick<ApprovalDesk, "find" | "list" | "rules">;
    readonly claude: ClaudeWatch;
    readonly storage: StoragePort;
    readonly maxAgents: number;
    readonly demo: boolean;
  },
): LiveReads {
  return {
    fleet: () => writer.committed,
    findAgent: async (id) =>
      ownRecord(writer.committed.agents, id) ?? await store.readAgent(id),
    findTask: async (id) => {
      const ours = TaskId.safeParse(id);
      const task = ours.success
        ? writer.committed.tasks[ours.data] ?? await store.readTask(ours.data)
        : undefined;
      // A caller's own id may look like one of ours.
      return task ?? await store.readTaskByExternalId(id);
    },
    listTasks: (filter) => store.listTasks(filter),
    findHandoff: async (id) =>
      writer.committed.handoffs[id] ?? await store.readHandoff(id),
    findIncident: async (id) =>
      writer.committed.incidents[id] ?? await store.readIncident(id),
    listIncidents: (filter) => store.listIncidents(filter),
    findApproval: (id) => approvals.find(id),
    listApprovals: (filter) => approvals.list(filter),
    dryRunRule: (rule) => approvals.rules.dryRun(rule),
    findSession: async (id) =>
      writer.committed.sessions[id] ?? await store.readSession(id),
    listSessions: (filter) => store.listSessions(filter),
    readTranscript: (id, range) => store.readTranscript(id, range),
    findTranscriptEntry: (id, n) => store.readTranscriptEntry(id, n),
    fullText: (text) => fullText(store, text),
    bootReports: () => store.readBootReports(),
    claudeStatus: () => claude.status,
    storageStatus: () => storage.status,
    readEvents: (afterSeq, limit) => store.readEvents(afterSeq, limit),
    maxAgents,
    demo,
  };
}
