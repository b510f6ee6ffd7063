import type { ClaudeProcess } from "@/domain/claude_process.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import type { Usage } from "@/domain/usage.ts";
import { AgentJournal } from "../agent_journal.ts";
import { AgentPause } from "../agent_pause.ts";
import { Conversation } from "../conversation.ts";
import { AgentLimits } from "../limits/agent_limits.ts";
import type { ProcessMode } from "../process_mode.ts";
import { type AttemptEnd, endOfAttempt } from "../queue/end_of_attempt.ts";
import { LastSigns } from "../recovery/last_signs.ts";
import { type Cut, newRun, type TaskRun } from "../task_run.ts";
import { UsageMeter } from "../usage_meter.ts";
import type { RunnerDeps } from "./runner_deps.ts";

/** What a process lost by its silence. */
export type Stale = {
  readonly run: TaskRun | undefined;
  readonly token: number;
  isAwake?: boolean;
};

/** What happens to the state from outside of all calls. */
type Signals = {
  /** The process has said nothing for too long. */
  readonly onSilent: () => void;
  /** The attempt has taken too long. */
  readonly onOverdue: (why: Cut) => void;
  /** The turn is over, whatever became of it. */
  readonly onTurnOver: () => void;
};

/** What all parts of a runner share: its process, the attempt that it has, the turn under way. */
export class RunnerState {
  process: ClaudeProcess | undefined;
  mode: ProcessMode | undefined;
  /** The start of the process, once it was asked for. */
  starting: Promise<void> | undefined;
  isStopping = false;
  /** The process is being ended, so that another one takes its place: it gets nothing more to do. */
  isLeaving = false;
  run: TaskRun | undefined;
  /** A task is being claimed: it comes before everything else. */
  isClaiming = false;
  /** What was taken from the process while it was silent; it has a turn to end. */
  stale: Stale | undefined;
  /** Subagents and commands that go on in the background. */
  background = 0;
  meter: UsageMeter;
  /** What its first message begins with: what was done in an earlier session. */
  carried: string | undefined;
  /** The agent's budget when its process began, which holds the process to it. */
  budgetUsd: number | undefined;
  readonly talk: Conversation;
  readonly journal: AgentJournal;
  readonly pause: AgentPause;
  readonly limits: AgentLimits;
  /** What the process told last. */
  readonly signs = new LastSigns();

  /** @param carriedOver What the process already counts when it resumes its session. */
  constructor(
    private readonly deps: RunnerDeps,
    readonly agentId: AgentId,
    carriedOver: Usage,
    private readonly signals: Signals,
  ) {
    this.meter = new UsageMeter(carriedOver);
    this.talk = new Conversation(deps.leaseMs, signals.onSilent);
    this.journal = new AgentJournal(deps, agentId);
    this.pause = new AgentPause(deps, agentId, this.journal);
    this.limits = new AgentLimits(deps, agentId);
  }

  /** Whether a task can be given now. */
  get isFree(): boolean {
    return this.canSpeak && !this.run &&
      this.journal.agent()?.state.status === "idle";
  }

  /** Whether the process is up and no turn is under way. */
  get canSpeak(): boolean {
    return Boolean(this.process) && !this.talk.turn && !this.stale &&
      !this.isClaiming &&
      !this.isStopping && !this.isLeaving && !this.pause.isPaused &&
      this.deps.heldFor() === undefined;
  }

  /** Whether the next step of that hand-off can be put to it. */
  canPrompt(task: TaskId): boolean {
    return this.canSpeak && this.run?.task.id === task &&
      this.run.isHandoff && !this.run.cut && !this.isHeldBack;
  }

  /** Whether limits of the account, or a budget, keep it from going on. */
  get isHeldBack(): boolean {
    return this.limits.holds(this.run?.task);
  }

  /** Who pays for what the process does now. */
  get taskId(): TaskId | undefined {
    return this.run?.task.id ?? this.talk.turn?.taskId;
  }

  /** The agent has the attempt's task, and has not begun with it. */
  isAssigned(run: TaskRun): boolean {
    return this.deps.writer.head.tasks[run.task.id]?.state.status ===
      "assigned";
  }

  /** An attempt whose time does not run yet. */
  newRun(task: Task, attempt: number): TaskRun {
    const seconds =
      this.journal.agent()?.config.resource_limits.timeout_seconds ??
        this.deps.defaultTimeoutSeconds;
    const run = newRun(task, attempt, seconds, this.signals.onOverdue);
    run.deadline.hold();
    return run;
  }

  /** How the attempt ends, as events to append in the same tick. */
  attemptEnd(run: TaskRun, end: AttemptEnd): EventDraft[] {
    return endOfAttempt(
      this.deps.writer.head,
      { task: run.task, number: run.attempt },
      end,
      { now: this.deps.sources.now(), random: this.deps.random() },
    );
  }

  /** The turn is over, whatever became of it. */
  endTurn(): void {
    this.signals.onTurnOver();
    this.talk.end();
    this.deps.mail.turnEnded(this.agentId);
  }

  /** The agent has no attempt any more. */
  endRun(): void {
    this.run?.deadline.clear();
    this.run = undefined;
  }

  /** The process is going: nothing is under way any more. */
  letGo(): void {
    if (this.talk.turn) this.endTurn();
    this.talk.stopWaiting();
    this.endRun();
  }
}
