// Long, because one double stands for the platform's whole port, state and all.
import { v7 } from "uuid";
import { MemoryHost } from "./memory_host.ts";
import { type Agent, AgentConfig } from "@/domain/agent.ts";
import type { AgentChange } from "@/domain/agent_change.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { EventDraft, FleetEvent, LiveDelta } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { Frame } from "@/domain/frames.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { AgentId, HandoffId, SessionId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type {
  Commands,
  EventSource,
  Outcome,
  Queries,
  RefusalCode,
} from "@/domain/platform.ts";
import { STORAGE_AS_LEFT } from "@/domain/storage_status.ts";
import type { LimitsState } from "@/domain/limits.ts";
import type { QueueState } from "@/domain/queue.ts";
import type { NewTask, Task, TaskChange } from "@/domain/task.ts";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Budget, BudgetTarget } from "@/domain/budget.ts";
import { budgetCommands } from "@/orchestrator/budgets/budget_commands.ts";
import { placeEvent } from "@/orchestrator/place_event.ts";
import { templateCommands } from "@/orchestrator/template_commands.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { memoryApprovals } from "./memory_approvals.ts";
import { memoryTranscript } from "./memory_transcript.ts";
import { memoryIncidents } from "./memory_incidents.ts";
import { memoryMessages } from "./memory_messages.ts";
import { MemoryHistory } from "./memory_history.ts";
import { MemoryMetrics } from "./memory_metrics.ts";
import {
  decideCancel,
  decideChange,
  type Decided,
  decideNew,
  decideReassign,
  decideRetry,
} from "./memory_tasks.ts";

type Listener = Parameters<EventSource["subscribe"]>[0];

const PERSON = { kind: "person" } as const;

const NO_USAGE = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cost_usd: 0,
};

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
  readonly #templates = templateCommands({
    writer: committingAtOnce(
      () => this.#fleet,
      (drafts) => this.commit(...drafts),
    ),
    sources: { now: () => new Date().toISOString() },
  });
  readonly #budgets = budgetCommands({
    writer: committingAtOnce(
      () => this.#fleet,
      (drafts) => this.commit(...drafts),
    ),
    changeAgent: (id, change) => this.changeAgent(id, change),
    cancelTask: (id) => this.cancelTask(id),
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

  async createAgent(config: AgentConfig): Promise<Outcome<Agent>> {
    const refused = await this.#refusal();
    if (refused) return refused;
    const session = config.session_id &&
      this.#fleet.sessions[config.session_id];
    if (config.session_id && !session) return refuse("session_not_found");
    if (session && isArchived(session)) return refuse("session_archived");
    const agent = newAgent(config);
    this.commit(
      { type: "agent.created", agent_id: agent.id, data: { agent } },
    );
    return found(this.#fleet.agents[agent.id]);
  }

  async whenStarted(id: AgentId): Promise<Outcome<Agent>> {
    const agent = this.#fleet.agents[id];
    if (!agent) return refuse("agent_not_found");
    await Promise.resolve();
    this.commit({
      type: "agent.started",
      agent_id: id,
      data: { process_id: 4_711, claude_session_id: agent.claude_session.id },
    });
    return found(this.#fleet.agents[id]);
  }

  async terminateAgent(id: AgentId): Promise<Outcome<Agent>> {
    const refused = await this.#refusal();
    if (refused) return refused;
    const agent = this.#fleet.agents[id];
    if (!agent) return refuse("agent_not_found");
    if (!isEnded(agent.state)) {
      this.commit({
        type: "agent.termination_requested",
        agent_id: id,
        data: {},
      });
      await Promise.resolve();
      const data = { reason: "asked for" };
      this.commit({ type: "agent.terminated", agent_id: id, data });
    }
    return found(this.#fleet.agents[id]);
  }

  async interruptAgent(id: AgentId): Promise<Outcome<Agent>> {
    return await this.#refusal() ?? found(this.#fleet.agents[id]);
  }

  pauseAgent(agent_id: AgentId, reason: string) {
    return this.#changeAgent({
      type: "agent.held",
      agent_id,
      data: { by: PERSON, reason },
    });
  }

  resumeAgent(agent_id: AgentId) {
    return this.#changeAgent({
      type: "agent.released",
      agent_id,
      data: { by: PERSON },
    });
  }

  restartAgent(agent_id: AgentId) {
    return this.#changeAgent({
      type: "agent.restarted",
      agent_id,
      data: { by: PERSON },
    });
  }

  changeAgent(agent_id: AgentId, change: AgentChange) {
    return this.#changeAgent({
      type: "agent.edited",
      agent_id,
      data: { by: PERSON, change },
    });
  }

  async #changeAgent(
    draft: Extract<EventDraft, { agent_id: AgentId }>,
  ): Promise<Outcome<Agent>> {
    const refused = await this.#refusal();
    if (refused) return refused;
    const agent = this.#fleet.agents[draft.agent_id];
    if (!agent) return refuse("agent_not_found");
    if (agent.state.status === "terminated") return refuse("agent_ended");
    this.commit(draft);
    return found(this.#fleet.agents[draft.agent_id]);
  }

  async sendMessage(id: AgentId, text: string, urgent: boolean) {
    return await this.#refusal() ??
      await this.#messages.sendMessage(id, text, urgent);
  }

  assignTask(agentId: AgentId, task: NewTask) {
    return this.createTask(task, { agentId });
  }

  async createTask(
    task: NewTask,
    to: Parameters<Commands["createTask"]>[1],
  ): ReturnType<Commands["createTask"]> {
    const refused = await this.#refusal();
    if (refused) return refused;
    const known = task.id && await this.findTask(task.id);
    if (known) return { ok: true, value: { task: known, created: false } };
    const made = decideNew(this.#fleet, task, to);
    if (typeof made === "string") return refuse(made);
    this.commit({
      type: "task.created",
      ...(made.agent_id ? { agent_id: made.agent_id } : {}),
      task_id: made.id,
      data: { task: made },
    });
    const value = { task: this.#fleet.tasks[made.id] ?? made, created: true };
    return { ok: true, value };
  }

  cancelTask(id: TaskId) {
    return this.#decideTask(id, () => decideCancel(this.#fleet, id));
  }

  retryTask(id: TaskId) {
    return this.#decideTask(id, () => decideRetry(this.#fleet, id));
  }

  reassignTask(id: TaskId, to: AgentId | null) {
    return this.#decideTask(id, () => decideReassign(this.#fleet, id, to));
  }

  changeTask(id: TaskId, change: TaskChange) {
    return this.#decideTask(id, () => decideChange(this.#fleet, id, change));
  }

  async #decideTask(id: TaskId, decide: () => Decided): Promise<Outcome<Task>> {
    const refused = await this.#refusal();
    if (refused) return refused;
    const decided = decide();
    if (typeof decided === "string") return refuse(decided);
    this.commit(...decided);
    const task = this.#fleet.tasks[id];
    return task ? { ok: true, value: task } : refuse("task_not_found");
  }

  pauseQueue(reason: string) {
    const data = { by: { kind: "person" }, reason } as const;
    return this.#changeQueue({ type: "queue.paused", data });
  }

  resumeQueue() {
    const data = { by: { kind: "person" } } as const;
    return this.#changeQueue({ type: "queue.resumed", data });
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

  openLimits() {
    const data = { by: { kind: "person" }, reason: "person" } as const;
    return this.#changeLimits({ type: "limit.opened", data });
  }

  enableLimits(enabled: boolean) {
    const data = { by: { kind: "person" }, enabled } as const;
    return this.#changeLimits({ type: "limit.switched", data });
  }

  async #changeLimits(draft: EventDraft): Promise<Outcome<LimitsState>> {
    const refused = await this.#refusal();
    if (refused) return refused;
    this.commit(draft);
    return { ok: true, value: this.#fleet.limits };
  }

  async #changeQueue(draft: EventDraft): Promise<Outcome<QueueState>> {
    const refused = await this.#refusal();
    if (refused) return refused;
    this.commit(draft);
    return { ok: true, value: this.#fleet.queue };
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

  async createSession(
    name: string,
    budget?: Budget,
  ): Promise<Outcome<Session>> {
    const session = { ...newSession(name), ...(budget && { budget }) };
    return await this.#changeSession(session.id, () => ({
      type: "session.created",
      session_id: session.id,
      data: { session },
    }));
  }

  renameSession(session_id: SessionId, name: string) {
    return this.#changeSession(session_id, (session) => {
      if (!session) return "session_not_found";
      if (isArchived(session)) return "session_archived";
      return { type: "session.renamed", session_id, data: { name } };
    });
  }

  archiveSession(session_id: SessionId) {
    return this.#changeSession(session_id, (session) => {
      if (!session) return "session_not_found";
      const busy = Object.values(this.#fleet.agents).some((agent) =>
        agent.session_id === session_id && !isEnded(agent.state)
      );
      if (busy) return "session_busy";
      return { type: "session.archived", session_id, data: {} };
    });
  }

  restoreSession(session_id: SessionId) {
    return this.#changeSession(session_id, (session) => {
      if (!session) return "session_not_found";
      return { type: "session.restored", session_id, data: { session } };
    });
  }

  async #changeSession(
    id: SessionId,
    decide: (session: Session | undefined) => RefusalCode | EventDraft,
  ): Promise<Outcome<Session>> {
    const refused = await this.#refusal();
    if (refused) return refused;
    const decided = decide(this.#fleet.sessions[id]);
    if (typeof decided === "string") return refuse(decided);
    this.commit(decided);
    const session = this.#fleet.sessions[id];
    return session ? { ok: true, value: session } : refuse("session_not_found");
  }

  // How a test lets work go on

  /** The agent works on the task. */
  start({ agent_id, id: task_id }: Task): void {
    const place = { agent_id: worker(agent_id), task_id };
    this.commit(
      {
        type: "task.assigned",
        ...place,
        data: { attempt: 1, message_uuid: v7() },
      },
      { type: "task.started", ...place, data: { attempt: 1 } },
    );
  }

  /** The agent finishes the task. */
  complete({ agent_id, id: task_id }: Task, output = "done"): void {
    const result = { output: shortText(output), duration_ms: 12, turns: 1 };
    this.commit({
      type: "task.completed",
      agent_id: worker(agent_id),
      task_id,
      data: { attempt: 1, result },
    });
  }

  /** The agent fails at the task. */
  fail({ agent_id, id: task_id }: Task): void {
    this.commit({
      type: "task.failed",
      agent_id: worker(agent_id),
      task_id,
      data: {
        attempt: 1,
        outcome: "failed",
        failure: { kind: "unknown", message: "it did not work" },
      },
    });
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

/** An agent that is starting. */
export function newAgent(config: Partial<AgentConfig> = {}): Agent {
  const parsed = AgentConfig.parse({ role: "worker", ...config });
  const at = new Date().toISOString();
  return {
    id: v7() as AgentId,
    name: parsed.name ?? "Ann",
    role: parsed.role,
    model: parsed.model,
    config: parsed,
    state: { status: "starting", since: at, resuming: false },
    claude_session: { id: crypto.randomUUID(), begun: false },
    working_directory: "/work",
    session_id: parsed.session_id ?? null,
    usage: NO_USAGE,
    tasks_completed: 0,
    tasks_failed: 0,
    turns: 0,
    crashes: [],
    transcript_length: 0,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}

function newSession(name: string): Session {
  const at = new Date().toISOString();
  return {
    id: v7() as SessionId,
    name,
    state: { status: "active", since: at },
    usage: NO_USAGE,
    worked_ms: 0,
    agents: 0,
    tasks_completed: 0,
    tasks_failed: 0,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
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

/** A writer that has everything stored as soon as it is told. */
function committingAtOnce(
  fleet: () => Fleet,
  commit: (drafts: readonly EventDraft[]) => readonly FleetEvent[],
) {
  return {
    get head() {
      return fleet();
    },
    get committed() {
      return fleet();
    },
    append: (drafts: readonly EventDraft[]) => Promise.resolve(commit(drafts)),
    drained: () => Promise.resolve(),
  };
}

/** Who works on a task that goes on; a task for anybody has to be given first. */
function worker(agentId: Task["agent_id"]): AgentId {
  if (agentId) return agentId;
  throw new Error("Cannot let the task go on: nobody has it");
}

function found(agent: Agent | undefined): Outcome<Agent> {
  return agent ? { ok: true, value: agent } : refuse("agent_not_found");
}

function refuse(code: RefusalCode) {
  const refusal = { code, message: `Cannot do it: ${code}` };
  return { ok: false, refusal } as const;
}
