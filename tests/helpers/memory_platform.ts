// Long, because one double stands for the platform's whole port, state and all.
import { v7 } from "uuid";
import { MemoryHost } from "./memory_host.ts";
import type { Agent } from "@/domain/agent.ts";
import type { EventDraft, FleetEvent, LiveDelta } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { Frame } from "@/domain/frames.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { AgentId, HandoffId, SessionId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type {
  Commands,
  EventSource,
  Queries,
  RefusalCode,
} from "@/domain/platform.ts";
import { STORAGE_AS_LEFT } from "@/domain/storage_status.ts";
import type { Task } from "@/domain/task.ts";
import type { Session } from "@/domain/session.ts";
import type { Budget, BudgetTarget } from "@/domain/budget.ts";
import { budgetCommands } from "@/orchestrator/budgets/budget_commands.ts";
import { placeEvent } from "@/orchestrator/place_event.ts";
import { sessionCommands } from "@/orchestrator/session_commands.ts";
import { templateCommands } from "@/orchestrator/template_commands.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { memoryApprovals } from "./memory_approvals.ts";
import { memoryTranscript } from "./memory_transcript.ts";
import { memoryIncidents } from "./memory_incidents.ts";
import { memoryMessages } from "./memory_messages.ts";
import { MemoryHistory } from "./memory_history.ts";
import { MemoryMetrics } from "./memory_metrics.ts";
import { memoryAgents } from "./memory_agents.ts";
import { completeDraft, failDraft, startDrafts } from "./memory_course.ts";
import { committingAtOnce, type MemorySeam, refuse } from "./memory_seam.ts";
import { memoryWork } from "./memory_work.ts";

type Listener = Parameters<EventSource["subscribe"]>[0];

const SOURCES = { now: () => new Date().toISOString(), newId: () => v7() };

/**
 * A platform without processes and stores: commands become events of a log in
 * memory, and the fleet is what the reducer makes of them. A started agent is
 * idle at once; tasks wait until the test says how they go on.
 */
export class MemoryPlatform implements Commands, Queries, EventSource {
  readonly maxAgents = 10;
  readonly demo = false;
  readonly log: FleetEvent[] = [];
  readonly transcript: TranscriptEntry[] = [];
  readonly #transcript = memoryTranscript(this.transcript);
  readonly readTranscript = this.#transcript.readTranscript;
  readonly findTranscriptEntry = this.#transcript.findTranscriptEntry;
  readonly transcriptEntries = this.#transcript.transcriptEntries;
  readonly pairedEntries = this.#transcript.pairedEntries;
  readonly searchTranscript = this.#transcript.searchTranscript;
  /** Raw lines of all agents. */
  readonly frames: Frame[] = [];
  readonly history = new MemoryHistory(() => ({
    fleet: this.#fleet,
    log: this.log,
    transcript: this.transcript,
  }));
  readonly historyState = this.history.historyState;
  readonly searchHistory = this.history.searchHistory;
  readonly searchChoices = this.history.searchChoices;
  readonly taskEvents = this.history.taskEvents;
  readonly agentEvents = this.history.agentEvents;
  readonly taskAttempts = this.history.taskAttempts;
  readonly taskHistory = this.history.taskHistory;
  readonly sessionHistory = this.history.sessionHistory;
  readonly handoffHistory = this.history.handoffHistory;
  readonly communicationHistory = this.history.communicationHistory;
  readonly approvalHistory = this.history.approvalHistory;
  readonly auditLog = this.history.auditLog;
  readonly readUsage = this.history.readUsage;
  readonly storageSizes = this.history.storageSizes;
  readonly retention = this.history.retention;
  readonly host = new MemoryHost();
  readonly metrics = new MemoryMetrics(() => this.#fleet);
  readonly readMetrics = this.metrics.readMetrics;
  readonly currentMetrics = this.metrics.currentMetrics;
  /** When set, every command is refused with it. */
  refusing: RefusalCode | undefined;
  /** When set, every command and every look-up fails with it. */
  broken: Error | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #on: MemorySeam = {
    fleet: () => this.#fleet,
    commit: (...drafts) => this.commit(...drafts),
    refusal: () => this.#refusal(),
  };
  readonly #writer = committingAtOnce(this.#on);
  readonly #agents = memoryAgents(this.#on);
  readonly createAgent = this.#agents.createAgent;
  readonly whenStarted = this.#agents.whenStarted;
  readonly terminateAgent = this.#agents.terminateAgent;
  readonly interruptAgent = this.#agents.interruptAgent;
  readonly pauseAgent = this.#agents.pauseAgent;
  readonly resumeAgent = this.#agents.resumeAgent;
  readonly restartAgent = this.#agents.restartAgent;
  readonly changeAgent = this.#agents.changeAgent;
  readonly #work = memoryWork(this.#on, (id) => this.findTask(id));
  readonly assignTask = this.#work.assignTask;
  readonly createTask = this.#work.createTask;
  readonly cancelTask = this.#work.cancelTask;
  readonly retryTask = this.#work.retryTask;
  readonly reassignTask = this.#work.reassignTask;
  readonly changeTask = this.#work.changeTask;
  readonly pauseQueue = this.#work.pauseQueue;
  readonly resumeQueue = this.#work.resumeQueue;
  readonly openLimits = this.#work.openLimits;
  readonly enableLimits = this.#work.enableLimits;
  readonly #sessions = sessionCommands({
    writer: this.#writer,
    store: { readSession: () => Promise.resolve(undefined) },
    sources: SOURCES,
  });
  readonly #templates = templateCommands({
    writer: this.#writer,
    sources: SOURCES,
  });
  readonly #budgets = budgetCommands({
    writer: this.#writer,
    ...this.#agents,
    ...this.#work,
  });
  readonly #approvals = memoryApprovals({
    fleet: () => this.#fleet,
    commit: (drafts) => this.commit(...drafts),
  });
  readonly decideApproval = this.#approvals.decideApproval;
  readonly createRule = this.#approvals.createRule;
  readonly removeRule = this.#approvals.removeRule;
  readonly #incidents = memoryIncidents({
    fleet: () => this.#fleet,
    commit: (drafts) => this.commit(...drafts),
  });
  readonly findIncident = this.#incidents.findIncident;
  readonly listIncidents = this.#incidents.listIncidents;
  readonly acknowledgeIncident = this.#incidents.acknowledgeIncident;
  readonly closeIncident = this.#incidents.closeIncident;
  readonly findApproval = this.#approvals.findApproval;
  readonly listApprovals = this.#approvals.listApprovals;
  readonly dryRunRule = this.#approvals.dryRunRule;
  readonly #messages = memoryMessages({
    fleet: () => this.#fleet,
    commit: (drafts) => this.commit(...drafts),
  });
  #fleet: Fleet;

  /** @param start The fleet as it is before the log begins. */
  constructor(start: Fleet = EMPTY_FLEET) {
    this.#fleet = start;
  }

  /** Commits events as one change and tells those who listen. */
  commit(...drafts: readonly EventDraft[]): readonly FleetEvent[] {
    const events = drafts.map((draft) => {
      const event = placeEvent(this.#fleet, draft, new Date().toISOString());
      this.#fleet = applyEvent(this.#fleet, event);
      return event;
    });
    this.log.push(...events);
    for (const listener of this.#listeners) listener.events(events);
    return events;
  }

  /** Broadcasts what is not stored. */
  publish(delta: LiveDelta): void {
    for (const listener of this.#listeners) listener.delta(delta);
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  // Commands

  async sendMessage(id: AgentId, text: string, urgent: boolean) {
    return await this.#refusal() ??
      await this.#messages.sendMessage(id, text, urgent);
  }

  async dismissBootReport() {
    await Promise.resolve();
    if (this.#fleet.boot.last) {
      const data = { by: { kind: "person" } } as const;
      this.commit({ type: "server.boot_report_dismissed", data });
    }
    return { ok: true, value: this.#fleet.boot } as const;
  }

  bootReports() {
    const { last } = this.#fleet.boot;
    return Promise.resolve(last ? [last] : []);
  }

  async setBudget(target: BudgetTarget, budget: Budget | null) {
    return await this.#refusal() ??
      await this.#budgets.setBudget(target, budget);
  }

  async endBudgeted(target: Exclude<BudgetTarget, { scope: "day" }>) {
    return await this.#refusal() ?? await this.#budgets.endBudgeted(target);
  }

  async enableBudgets(enabled: boolean) {
    return await this.#refusal() ?? await this.#budgets.enableBudgets(enabled);
  }

  async createTemplate(...asked: Parameters<Commands["createTemplate"]>) {
    return await this.#refusal() ??
      await this.#templates.createTemplate(...asked);
  }

  async changeTemplate(...asked: Parameters<Commands["changeTemplate"]>) {
    return await this.#refusal() ??
      await this.#templates.changeTemplate(...asked);
  }

  async removeTemplate(id: string) {
    return await this.#refusal() ?? await this.#templates.removeTemplate(id);
  }

  async createSession(...asked: Parameters<Commands["createSession"]>) {
    return await this.#refusal() ??
      await this.#sessions.createSession(...asked);
  }

  async renameSession(id: SessionId, name: string) {
    return await this.#refusal() ??
      await this.#sessions.renameSession(id, name);
  }

  async archiveSession(id: SessionId) {
    return await this.#refusal() ?? await this.#sessions.archiveSession(id);
  }

  async restoreSession(id: SessionId) {
    return await this.#refusal() ?? await this.#sessions.restoreSession(id);
  }

  // How a test lets work go on

  /** The agent works on the task. */
  start(task: Task): void {
    this.commit(...startDrafts(task));
  }

  /** The agent finishes the task. */
  complete(task: Task, output = "done"): void {
    this.commit(completeDraft(task, output));
  }

  /** The agent fails at the task. */
  fail(task: Task): void {
    this.commit(failDraft(task));
  }

  /** The agent says something. */
  say(agentId: AgentId, text: string): void {
    const entry: TranscriptEntry = {
      agent_id: agentId,
      n: this.transcript.length,
      at: new Date().toISOString(),
      task_id: null,
      parent_tool_use_id: null,
      kind: "text",
      message_id: "msg",
      text: shortText(text),
      aborted: false,
    };
    this.transcript.push(entry);
    this.commit({
      type: "transcript.appended",
      agent_id: agentId,
      data: { entry },
    });
  }

  // Queries

  fleet(): Fleet {
    return this.#fleet;
  }

  async findAgent(id: AgentId): Promise<Agent | undefined> {
    await this.#refusal();
    return this.#fleet.agents[id];
  }

  async findTask(id: TaskId | string): Promise<Task | undefined> {
    await this.#refusal();
    return this.#fleet.tasks[id] ?? Object.values(this.#fleet.tasks)
      .find((task) => task.external_id === id);
  }

  listTasks(
    { sessionId, parentId, agentId, status, ...page }: Parameters<
      Queries["listTasks"]
    >[0],
  ) {
    const tasks = Object.values(this.#fleet.tasks).filter((task) =>
      (!sessionId || task.session_id === sessionId) &&
      (!parentId || task.parent_id === parentId) &&
      (!agentId || task.agent_id === agentId) &&
      (!status || task.state.status === status)
    );
    return Promise.resolve(pageOf(tasks, page));
  }

  async findHandoff(id: HandoffId): Promise<Handoff | undefined> {
    await this.#refusal();
    return this.#fleet.handoffs[id];
  }

  async findSession(id: SessionId): Promise<Session | undefined> {
    await this.#refusal();
    return this.#fleet.sessions[id];
  }

  listSessions({ status, ...page }: Parameters<Queries["listSessions"]>[0]) {
    const sessions = Object.values(this.#fleet.sessions).filter(({ state }) =>
      !status || state.status === status
    );
    return Promise.resolve(pageOf(sessions, page));
  }

  readFrames(
    _id: AgentId,
    { before = Infinity, limit }: Parameters<Queries["readFrames"]>[1],
  ): Promise<readonly Frame[]> {
    const frames = this.frames.filter(({ n }) => n < before);
    return Promise.resolve(frames.slice(-limit));
  }

  fullText({ text }: Parameters<Queries["fullText"]>[0]): Promise<string> {
    return Promise.resolve(text);
  }

  storageStatus() {
    return STORAGE_AS_LEFT;
  }

  claudeStatus() {
    return { kind: "ready", path: "/bin/claude", source: "none" } as const;
  }

  // Events

  readEvents(afterSeq: number, limit: number): Promise<readonly FleetEvent[]> {
    const after = this.log.filter(({ seq }) => seq > afterSeq);
    return Promise.resolve(after.slice(0, limit));
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #refusal() {
    await Promise.resolve();
    if (this.broken) throw this.broken;
    return this.refusing ? refuse(this.refusing) : undefined;
  }
}

/** The newest first, after the one that the cursor names. */
function pageOf<R extends { readonly id: string }>(
  records: readonly R[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
) {
  const all = records.filter(({ id }) => !cursor || id < cursor)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const items = all.slice(0, limit);
  const next = all.length > limit ? items.at(-1)?.id ?? null : null;
  return { items, next };
}
