import type { Fleet } from "@/domain/fleet.ts";
import type {
  AgentId,
  ApprovalId,
  HandoffId,
  IncidentId,
  MessageId,
  SessionId,
  TaskId,
} from "@/domain/ids.ts";
import type { IncidentFilter } from "@/domain/incident_port.ts";
import type { SessionFilter, TaskFilter } from "@/domain/platform.ts";
import type {
  ApprovalFilter,
  HandoffFilter,
  MessageFilter,
} from "@/domain/record_filters.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import type { TranscriptRange } from "@/domain/transcript_port.ts";
import { type Batch, commitBatch, WriterConflict } from "./commit.ts";
import { loadFleet } from "./load_fleet.ts";
import * as read from "./read.ts";
import { readBootReports } from "./read_boot_reports.ts";
import { listApprovals, readApproval } from "./read_approvals.ts";
import { listHandoffs, readHandoff } from "./read_handoffs.ts";
import { listIncidents, readIncident } from "./read_incidents.ts";
import { listMessages, readMessage } from "./read_messages.ts";
import { type OverRecords, removeOver } from "./remove_over.ts";
import {
  listAgents,
  readNewestRetiredMs,
  readTaskIdByExternalId,
} from "./read_retired.ts";
import { sweepRetired, trimTranscript } from "./sweep_retired.ts";
import { readText, saveText } from "./texts.ts";

/** A write that takes longer holds everything up, in milliseconds. */
const STUCK_MS = 2_000;
/** Who is refused after that tries again before this time is over, in milliseconds. */
const REFUSED_MS = 5_000;

/**
 * Live state and the event log on an open Deno KV. One process owns it, and
 * one writer in that process. Closing the KV is the opener's business.
 */
export class LiveStore {
  #versionstamp: string | null = null;
  /** Writes that are under way; times are monotonic milliseconds. */
  readonly #writing = new Set<{ readonly atMs: number }>();
  #refusedLateMs = -Infinity;

  /**
   * @param onRefused Hears that a write failed; `true` when it made room, so
   * that the write may be tried once more.
   */
  constructor(
    private readonly kv: Deno.Kv,
    private readonly onRefused: () => Promise<boolean> = () =>
      Promise.resolve(false),
  ) {}

  /** Reads the fleet back; to be called once, before the first commit. */
  async load(): Promise<Fleet> {
    const { fleet, versionstamp } = await loadFleet(this.kv);
    this.#versionstamp = versionstamp;
    return fleet;
  }

  /** Durable when it resolves. See `commitBatch` for what it throws. */
  async commit(batch: Batch): Promise<void> {
    this.#versionstamp = await this.#write(() =>
      commitBatch(this.kv, this.#versionstamp, batch)
    );
  }

  saveText(blob: string, text: string): Promise<void> {
    return this.#write(() => saveText(this.kv, blob, text));
  }
  readText(blob: string): Promise<string> {
    return readText(this.kv, blob);
  }
  readAgent(id: AgentId) {
    return read.readAgent(this.kv, id);
  }
  readTask(id: TaskId) {
    return read.readTask(this.kv, id);
  }
  readTaskByExternalId(id: string) {
    return read.readTaskByExternalId(this.kv, id);
  }
  listTasks(filter: TaskFilter) {
    return read.listTasks(this.kv, filter);
  }
  readTaskIdByExternalId(id: string) {
    return readTaskIdByExternalId(this.kv, id);
  }
  readNewestRetiredMs() {
    return readNewestRetiredMs(this.kv);
  }
  listAgents(range: { readonly limit: number; readonly cursor?: string }) {
    return listAgents(this.kv, range);
  }
  sweepRetired() {
    return sweepRetired(this.kv);
  }
  trimTranscript(
    agent: AgentId,
    mayGo: (entry: TranscriptEntry) => boolean | Promise<boolean>,
  ) {
    return trimTranscript(this.kv, agent, mayGo);
  }
  readSession(id: SessionId) {
    return read.readSession(this.kv, id);
  }
  listSessions(filter: SessionFilter) {
    return read.listSessions(this.kv, filter);
  }
  readHandoff(id: HandoffId) {
    return readHandoff(this.kv, id);
  }
  listHandoffs(filter: HandoffFilter) {
    return listHandoffs(this.kv, filter);
  }
  readMessage(id: MessageId) {
    return readMessage(this.kv, id);
  }
  listMessages(filter: MessageFilter) {
    return listMessages(this.kv, filter);
  }
  readApproval(id: ApprovalId) {
    return readApproval(this.kv, id);
  }
  listApprovals(filter: ApprovalFilter) {
    return listApprovals(this.kv, filter);
  }
  readBootReports() {
    return readBootReports(this.kv);
  }
  readIncident(id: IncidentId) {
    return readIncident(this.kv, id);
  }
  listIncidents(filter: IncidentFilter) {
    return listIncidents(this.kv, filter);
  }
  removeOver(records: OverRecords) {
    return removeOver(this.kv, records);
  }
  readEvents(afterSeq: number, limit: number) {
    return read.readEvents(this.kv, afterSeq, limit);
  }
  readTranscript(agent: AgentId, range: TranscriptRange) {
    return read.readTranscript(this.kv, agent, range);
  }
  readTranscriptEntry(agent: AgentId, n: number) {
    return read.readTranscriptEntry(this.kv, agent, n);
  }

  /** Whether a write takes too long, or was refused only after that: what is asked now would have to wait as well. */
  isStuck(): boolean {
    const nowMs = performance.now();
    return nowMs - this.#refusedLateMs < REFUSED_MS ||
      [...this.#writing].some(({ atMs }) => nowMs - atMs > STUCK_MS);
  }

  async #write<T>(write: () => Promise<T>): Promise<T> {
    const begun = { atMs: performance.now() };
    this.#writing.add(begun);
    try {
      const written = await this.#tryTwice(write);
      this.#refusedLateMs = -Infinity;
      return written;
    } catch (error) {
      const nowMs = performance.now();
      if (nowMs - begun.atMs > STUCK_MS) this.#refusedLateMs = nowMs;
      throw error;
    } finally {
      this.#writing.delete(begun);
    }
  }

  async #tryTwice<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (error instanceof WriterConflict || !await this.onRefused()) {
        throw error;
      }
      return await write();
    }
  }
}
