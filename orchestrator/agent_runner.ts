// Long, because the life of one agent, from start to end, is one state that all of it reads.
import type { Agent } from "@/domain/agent.ts";
import type { ClaudeProcess } from "@/domain/claude_process.ts";
import type { CliEvent, CliExit, TurnResult } from "@/domain/cli_event.ts";
import type { EventDraft } from "@/domain/event.ts";
import {
  type Ending,
  failureOf,
  NOTHING_YET,
  observe,
} from "@/domain/errors/ending.ts";
import { type Failure, failure } from "@/domain/failure.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import { nextAttempt } from "@/domain/task_attempts.ts";
import type { Usage } from "@/domain/usage.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { AgentJournal, type JournalDeps } from "./agent_journal.ts";
import { AgentPause } from "./agent_pause.ts";
import { Conversation } from "./conversation.ts";
import type { ManagerTurn } from "./handoff/manager_turns.ts";
import { launchAgent, type LaunchDeps } from "./launch_agent.ts";
import { AgentLimits } from "./limits/agent_limits.ts";
import type { Runaway } from "./loop_question.ts";
import { PermissionAsks } from "./permission_asks.ts";
import { exitFailure, lossFailure, startFailure } from "./process_failure.ts";
import { LastSigns } from "./recovery/last_signs.ts";
import { processLoss } from "./recovery/process_loss.ts";
import { RunawayGuard } from "./recovery/runaway_guard.ts";
import { sessionRenewal } from "./recovery/session_renewal.ts";
import {
  type AttemptEnd,
  endOfAttempt,
  isHandedOff,
} from "./queue/end_of_attempt.ts";
import { silenceDraft, startedDraft } from "./runner_drafts.ts";
import type { RunnerSeams } from "./runner_seams.ts";
import { type Cut, newRun, type TaskRun } from "./task_run.ts";
import { TASK_INLINE_CHARS } from "./store_text.ts";
import { taskPrompt } from "./task_prompt.ts";
import { newTurn, type Turn } from "./turn.ts";
import { turnEndDrafts } from "./turn_end.ts";
import { ProcessMode } from "./process_mode.ts";
import { UsageMeter } from "./usage_meter.ts";

/** How long an interrupted turn may take to end before its process is stopped. */
const INTERRUPT_GRACE_MS = 10_000;
/** How long a worker waits for an answer before it is told to decide itself. */
const ANSWER_MS = 120_000;

export type RunnerDeps = LaunchDeps & JournalDeps & RunnerSeams & {
  readonly defaultTimeoutSeconds: number;
  /** Milliseconds without a sign of life after which a task is taken back. */
  readonly leaseMs: number;
  /** Milliseconds after that until a silent process is replaced. */
  readonly silenceMs: number;
  /** From 0 to 1, for retries that do not come in step. */
  readonly random: () => number;
  /** Rounds of the model in one turn before a person is asked; 100 without it. */
  readonly maxRounds?: number;
};

/** What a process lost by its silence. */
type Stale = {
  readonly run: TaskRun | undefined;
  readonly token: number;
  isAwake?: boolean;
};

/** What the runner tells its roster. */
export type RunnerListener = {
  /** The agent can take work. */
  readonly onFree: (agent: AgentId) => void;
  /** Its process is gone; another one may take its place at that time. */
  readonly onLost: (agent: AgentId, restartAt: string, carried: Usage) => void;
};

/**
 * Runs one agent: its process, the attempt that it has, the turn under way,
 * and the translation of what the process tells into events of the log. Events
 * of one process are handled one after the other; what cannot be stored yet
 * holds the reading of the process back, so nothing it said is lost.
 */
export class AgentRunner {
  #process: ClaudeProcess | undefined;
  #starting: Promise<void> | undefined;
  #run: TaskRun | undefined;
  /** A task is being claimed: it comes before everything else. */
  #claiming = false;
  /** What was taken from the process while it was silent; it has a turn to end. */
  #stale: Stale | undefined;
  #stopping = false;
  /** What the turn under way has told of its end so far. */
  #ending: Ending = NOTHING_YET;
  /** Subagents and commands that go on in the background. */
  #background = 0;
  #meter: UsageMeter;
  readonly #talk: Conversation;
  readonly #journal: AgentJournal;
  readonly #pause: AgentPause;
  #mode: ProcessMode | undefined;
  readonly #asks: PermissionAsks;
  readonly #limits: AgentLimits;
  readonly #runaway: RunawayGuard;
  /** What the process told last. */
  readonly #signs = new LastSigns();
  /** Why we are ending the process, when it is not for good. */
  #endedFor: Failure | undefined;
  /** What its first message begins with: what was done in an earlier session. */
  #carried: string | undefined;
  /** The agent's budget when its process began, which holds the process to it. */
  #budgetUsd: number | undefined;

  /** @param carriedOver What the process already counts when it resumes its session. */
  constructor(
    private readonly deps: RunnerDeps,
    private readonly listener: RunnerListener,
    readonly agentId: AgentId,
    carriedOver: Usage,
  ) {
    this.#meter = new UsageMeter(carriedOver);
    this.#talk = new Conversation(deps.leaseMs, () => void this.#onSilence());
    this.#journal = new AgentJournal(deps, agentId);
    this.#pause = new AgentPause(deps, agentId, this.#journal);
    this.#asks = new PermissionAsks(
      deps.approvals,
      this.#times,
      (requestId) => void this.#journal.answered(requestId),
    );
    this.#limits = new AgentLimits(deps, agentId);
    this.#runaway = new RunawayGuard(deps, this.#journal, this.#asks, {
      pause: (reason) => this.pause(reason),
      goOn: async () => {
        if (this.deps.heldFor() === undefined) await this.#resume();
      },
      stop: (failure) => this.#cut({ failure, outcome: "cancelled" }),
    }, deps.maxRounds);
  }

  /** Starts the process, once. A failure is told in the log, not thrown. */
  start(): Promise<void> {
    return this.#starting ??= this.#start();
  }

  async #start(): Promise<void> {
    const agent = this.#journal.agent();
    if (this.#stopping || !agent) return;
    this.#budgetUsd = agent.config.resource_limits.budget_usd;
    try {
      const { process, sessionId } = await launchAgent(
        this.deps,
        agent,
        (event) => this.#onEvent(event),
        this.deps.budgets.processUsd(agent),
      );
      this.#process = process;
      this.#mode = new ProcessMode(
        process,
        agent.config.permission_mode,
        () => this.#journal.agent()?.config.permission_mode,
        (error) =>
          this.deps.log.error("agent did not take its permission mode", {
            agent: this.agentId,
            error,
          }),
      );
      // A session of its own counts from zero, whatever the lost one had.
      const { claude_session: session } = agent;
      if (sessionId === session.id && !session.begun) {
        this.#carried = session.carried?.text;
      }
      if (sessionId !== session.id) {
        this.#meter = new UsageMeter(NO_USAGE);
      }
      const held = this.#heldHandoff();
      if (held) this.#run = this.#newRun(held, held.attempts.length);
      await this.#journal.append(() =>
        this.#stopping ? [] : [{
          type: "agent.started",
          agent_id: this.agentId,
          data: {
            process_id: process.pid,
            claude_session_id: sessionId,
            ...(this.#run && { task_id: this.#run.task.id }),
          },
        }]
      );
      this.#goOn();
    } catch (error) {
      await this.#lose(startFailure(error));
    }
  }

  /** A hand-off goes on with its manager, whatever happened to the process. */
  #heldHandoff(): Task | undefined {
    const { head } = this.deps.writer;
    return Object.values(head.tasks).find((task) =>
      task.agent_id === this.agentId && isHandedOff(head, task)
    );
  }

  /** Whether a task can be given now. */
  get isFree(): boolean {
    return this.#canSpeak && !this.#run &&
      this.#journal.agent()?.state.status === "idle";
  }

  /** Whether the process is up and no turn is under way. */
  get #canSpeak(): boolean {
    return Boolean(this.#process) && !this.#talk.turn && !this.#stale &&
      !this.#claiming &&
      !this.#stopping && !this.#pause.isPaused &&
      this.deps.heldFor() === undefined;
  }

  /** Whether the next step of that hand-off can be put to it. */
  canPrompt(task: TaskId): boolean {
    return this.#canSpeak && this.#run?.task.id === task &&
      this.#run.isHandoff && !this.#run.cut && !this.#isHeldBack;
  }

  /** Whether limits of the account, or a budget, keep it from going on. */
  get #isHeldBack(): boolean {
    return this.#limits.holds(this.#run?.task);
  }

  /** Gives a free agent its next task. */
  async give(task: Task): Promise<void> {
    const agent = this.#journal.agent();
    if (!this.isFree || !agent) return;
    this.#claiming = true;
    try {
      await this.#claim(task, agent);
    } finally {
      this.#claiming = false;
      this.#goOn();
    }
  }

  async #claim(task: Task, agent: Agent): Promise<void> {
    const run = this.#newRun(task, nextAttempt(task));
    this.#run = run;
    const uuid = crypto.randomUUID();
    const isWaiting = () =>
      this.deps.writer.head.tasks[task.id]?.state.status === "pending";
    await this.#journal.append(() =>
      this.#run !== run || !isWaiting() ? [] : [
        {
          type: "task.assigned",
          agent_id: this.agentId,
          task_id: task.id,
          data: { attempt: run.attempt, message_uuid: uuid },
        },
        ...(run.isHandoff ? this.deps.handoffs.begin(task, agent) : []),
      ]
    );
    // Stopped, or ended by a person, while the claim was being stored.
    if (this.#run !== run || run.isHandoff) return;
    if (!this.#isAssigned(run)) return this.#endRun();
    const { text, shown } = await taskPrompt(this.deps, task);
    if (this.#run !== run) return;
    if (run.cut) return await this.#endAttempt(run, run.cut);
    const onStarted = () => [startedDraft(this.agentId, run)];
    await this.#speak(
      newTurn({ uuid, taskId: task.id, prompt: shown, onStarted }),
      text,
    );
  }

  /** Puts a step of its hand-off to a manager; `false`: not possible now. */
  async prompt(step: ManagerTurn): Promise<boolean> {
    const run = this.#run;
    if (!run || !this.canPrompt(step.taskId)) return false;
    const turn = newTurn({
      uuid: step.messageUuid,
      taskId: step.taskId,
      prompt: await this.#journal.text(step.text),
      onStarted: () => [
        ...(this.#isAssigned(run) ? [startedDraft(this.agentId, run)] : []),
        ...step.onStarted(),
      ],
      onEnded: step.onEnded,
    });
    // Another turn may have begun while the text was stored.
    if (this.#run !== run || !this.canPrompt(step.taskId)) return false;
    this.#talk.reserve(turn);
    await this.#journal.append(() =>
      this.#talk.turn === turn ? step.before : []
    );
    if (this.#talk.turn !== turn) return true;
    // Each step has the time of a task.
    this.#run = this.#newRun(run.task, run.attempt);
    run.deadline.clear();
    await this.#speak(turn, step.text);
    return true;
  }

  /** Hands over what waits for the agent, when it can listen; an urgent message also when it works. */
  async deliver(): Promise<boolean> {
    const mail = this.deps.mail.next(this.agentId);
    const isUp = this.#process && !this.#claiming && !this.#stopping &&
      !this.#pause.isPaused;
    const isHeld = this.deps.heldFor() !== undefined || this.#isHeldBack;
    if (!mail || !isUp || this.#stale || isHeld) return false;
    const busy = this.#talk.turn;
    const isWaiting = this.#canSpeak && (this.#run ?? this.isFree);
    if (!isWaiting && !(mail.urgent && busy?.received)) return false;
    const turn = newTurn({
      taskId: this.#run?.task.id ?? mail.taskId,
      prompt: shortText(mail.text),
      messages: mail.messages,
      // What was interrupted goes on in this turn, and ends with it.
      onEnded: busy?.onEnded,
    });
    await this.#speak(turn, mail.text, busy ? "now" : undefined);
    return true;
  }

  /** Ends the running turn; its task fails as interrupted. Harmless when idle. */
  async interrupt(reason: string): Promise<void> {
    const why: Cut = {
      failure: failure("interrupted", reason),
      outcome: "cancelled",
    };
    const run = this.#run;
    if (run?.isHandoff) {
      this.#endRun();
      await this.#journal.append(() =>
        this.deps.handoffs.fail(run.task.id, why.failure)
      );
      return await this.#interruptTurn();
    }
    if (run && !this.#talk.turn) return await this.#endAttempt(run, why);
    await this.#cut(why);
  }

  /** The task was ended or taken away: lets go of it, and ends the turn it is in. */
  async drop(task: TaskId): Promise<void> {
    if (this.#run?.task.id !== task) return;
    this.#endRun();
    if (this.#talk.turn) await this.#interruptTurn();
    else this.#goOn();
  }

  /**
   * Stops the process with all it started; resolves when they are gone. What
   * becomes of the agent and its task in the log is the caller's to append.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#letGo();
    // What it asked stays: that it is cut off now takes nothing back.
    this.deps.approvals.detach(this.agentId);
    // A process that comes up right now can be stopped when it is up.
    await this.#starting;
    await this.#process?.stop();
  }

  /**
   * Lets the process stand still while it works; the time of its task stands
   * still with it. Does nothing while it rests, or has not yet received its
   * message. Safe to repeat.
   */
  async pause(reason: string): Promise<void> {
    const process = this.#process;
    if (!process || this.#stopping || this.#run?.cut) return;
    // A message must reach a process that reads.
    if (this.#talk.turn && !this.#talk.turn.received) return;
    await this.#pause.begin({ process, times: this.#times }, reason);
  }

  /** Lets a paused process go on where it was, unless a person is asked whether it may. */
  async unpause(): Promise<void> {
    if (!this.#runaway.isAsking) await this.#resume();
  }

  async #resume(): Promise<void> {
    const process = this.#process;
    if (!process) return;
    await this.#pause.end({ process, times: this.#times });
    await this.takeMode();
  }

  /** Lets the process take the agent's permission mode, unless it stands still. Never rejects. */
  async takeMode(): Promise<void> {
    if (!this.#pause.isPaused && !this.#stopping) await this.#mode?.settle();
  }

  /** All that runs while the process works: it stands still while that is paused, or waits for a person. */
  readonly #times = {
    hold: () => {
      this.#run?.deadline.hold();
      this.#talk.hold();
    },
    goOn: () => {
      if (this.#pause.isPaused || this.#asks.isWaiting) return;
      this.#run?.deadline.goOn();
      this.#talk.goOn();
    },
  };

  async #onEvent(event: CliEvent): Promise<void> {
    this.#talk.renew();
    // Also the end of a turn, which begins the count anew.
    const runaway = this.#runaway.observe(event);
    this.#signs.observe(event);
    if (this.#stale && event.kind !== "exited") this.#awake();
    switch (event.kind) {
      case "message_received":
        return await this.#onReceipt(event.uuid);
      case "message_state":
        return await this.#onMessageState(event);
      case "turn_ended":
        return await this.#onTurnEnded(event.result);
      case "exited":
        return await this.#onExit(event.exit);
      case "background_tasks":
        this.#background = event.tasks.length;
        break;
      case "request_withdrawn":
        await this.deps.approvals.withdrawn(this.agentId, event.requestId);
        break;
    }
    this.#ending = observe(this.#ending, event);
    await this.#journal.record(event, this.#taskId);
    await this.#onLimit(event);
    if (runaway) await this.#askToGoOn(runaway);
    if (event.kind === "permission_requested") await this.#ask(event);
    await this.#standStill();
  }

  /** The account may ask no more for a while: everybody waits, not this agent alone. */
  async #onLimit(event: CliEvent): Promise<void> {
    const told = this.#limits.toldBy(event);
    if (!told) return;
    await this.#journal.append(told.drafts);
    if (told.cut) await this.#cut(told.cut(this.#run));
  }

  /** Who began, or was begun with, when it was to stand still already. */
  async #standStill(): Promise<void> {
    const reason = this.deps.heldFor();
    // A turn that is being ended has to go on for that.
    if (reason === undefined || this.#talk.isWaiting) return;
    await this.pause(reason);
  }

  get #taskId(): TaskId | undefined {
    return this.#run?.task.id ?? this.#talk.turn?.taskId;
  }

  async #onReceipt(uuid: string): Promise<void> {
    const turn = this.#talk.received(uuid);
    if (!turn) return;
    this.deps.mail.turnBegan(this.agentId, turn.messages);
    const number = (this.#journal.agent()?.turns ?? 0) + 1;
    await this.#journal.append(() => [
      ...turn.onStarted(),
      ...this.deps.mail.delivered(turn.messages, number, uuid),
      ...this.#journal.entry(
        { kind: "prompt", parent_tool_use_id: null, text: turn.prompt },
        turn.taskId,
      ),
    ]);
  }

  /** A message that was withdrawn before its turn began gets no turn. */
  async #onMessageState(
    event: Extract<CliEvent, { kind: "message_state" }>,
  ): Promise<void> {
    const turn = this.#talk.turn;
    if (event.state !== "cancelled" || event.uuid !== turn?.uuid) return;
    const run = this.#run;
    this.#endTurn();
    const withdrawn = failure("interrupted", "The message was withdrawn");
    if (run && !run.isHandoff) {
      return await this.#endAttempt(run, {
        failure: withdrawn,
        outcome: "cancelled",
      });
    }
    await this.#journal.append(() => [
      ...(turn.onEnded?.({ failure: withdrawn }) ?? []),
    ]);
    this.#goOn();
  }

  async #onTurnEnded(result: TurnResult): Promise<void> {
    const turn = this.#talk.answeredBy(result);
    const why = failureOf({ ...this.#ending, result });
    const run = this.#run;
    // A cut that came too late to spoil the turn spoils nothing.
    const failed = why && (run?.cut?.failure ?? why);
    const output = await this.#journal.text(
      result.text ?? "",
      TASK_INLINE_CHARS,
    );
    const used = this.#meter.take(result);
    const isCapped = failed?.kind === "budget" &&
      this.deps.budgets.governs(this.agentId, used, this.#budgetUsd);
    this.#ending = NOTHING_YET;
    const payer = turn ?? this.#talk.lastTurn;
    const stale = this.#stale;
    this.#stale = undefined;
    if (turn) this.#endTurn();
    // It listens again: its process need not be replaced.
    if (stale) this.#talk.stopWaiting();
    const own = run && (turn || this.#isAwaited) ? run : undefined;
    if (own) {
      own.worked = {
        ms: own.worked.ms + result.durationMs,
        turns: own.worked.turns + result.turns,
      };
    }
    // A step that was cut short is put again.
    if (own?.isHandoff) own.cut = undefined;
    const waits = own && !own.isHandoff && !failed ? this.#waitsFor(own) : "";
    if (own && !own.isHandoff && !waits) this.#endRun();
    const renewal = failed?.kind === "context_too_long" && !this.#stopping
      ? await sessionRenewal(this.deps.store, this.agentId)
      : undefined;
    await this.#journal.append(() => [
      ...this.#limits.metBy(failed),
      ...this.#journal.turnEnd(
        result,
        { used, counted: this.#meter.reading, models: this.#meter.models },
        failed?.kind ?? "completed",
        payer?.taskId,
      ),
      ...turnEndDrafts(
        this.agentId,
        {
          turn,
          failed,
          isCapped,
          ended: own?.isHandoff || waits ? undefined : own,
          output,
          evidence: this.#signs.evidence(),
          refused: stale,
        },
        this.#limits,
        (ended, end) => this.#attemptEnd(ended, end),
      ),
      ...renewal
        ? [renewal]
        : this.#rest(waits || "the hand-off goes on", failed),
    ]);
    if (renewal) void this.#renew(NO_USAGE);
    else if (isCapped) void this.#renew(this.#meter.reading);
    else this.#goOn();
  }

  /** A turn that nobody asked for is the one that the attempt waits for. */
  get #isAwaited(): boolean {
    return Boolean(this.#run) && !this.#talk.turn && !this.#run?.isHandoff;
  }

  /** What keeps the attempt open after a turn; empty when nothing does. */
  #waitsFor(run: TaskRun): string {
    const { head } = this.deps.writer;
    if (head.tasks[run.task.id]?.attempts.at(-1)?.submitted) return "";
    if (run.isOnItsOwn) return "";
    const questions = this.deps.mail.openQuestions(this.agentId, run.task.id);
    if (questions.length > 0) return "an answer to its question";
    return this.#background > 0 ? "work in the background" : "";
  }

  /** Idle, or waiting with its task, after a turn. */
  #rest(detail: string, failed: Failure | undefined): EventDraft[] {
    return this.#run && !this.#talk.turn
      ? [this.#limits.waiting(this.#run.task, failed, detail)]
      : this.#journal.rest();
  }

  /** After anything that may have made it able to listen. */
  #goOn(): void {
    if (!this.#canSpeak) return;
    const run = this.#run;
    // Work in the background takes of the task's time; a wait for others does not.
    if (run && (run.isHandoff || this.#background === 0)) {
      run.deadline.hold();
      if (!run.isHandoff) this.#awaitAnswer(run);
    }
    this.deliver().then((spoke) => {
      if (!spoke) this.listener.onFree(this.agentId);
    }).catch((error) =>
      this.deps.log.error("message was not delivered", {
        agent: this.agentId,
        error,
      })
    );
  }

  /** Nobody waits for ever: without an answer the worker decides itself. */
  #awaitAnswer(run: TaskRun): void {
    this.#talk.wait(ANSWER_MS, () => {
      if (this.#run !== run || !this.#canSpeak) return;
      if (this.#isHeldBack) return this.#awaitAnswer(run);
      run.isOnItsOwn = true;
      const text =
        "No answer has come. Decide yourself, say what you assumed, and finish the task.";
      const turn = { taskId: run.task.id, prompt: shortText(text) };
      void this.#speak(newTurn(turn), text);
    });
  }

  /** Writes a prompt to the process; from here on a turn is under way. */
  async #speak(turn: Turn, text: string, priority?: "now"): Promise<void> {
    const process = this.#process;
    if (!process || this.#stopping) return;
    this.#talk.begin(turn);
    this.#run?.deadline.goOn();
    await this.takeMode();
    const carried = this.#carried;
    this.#carried = undefined;
    const whole = carried === undefined ? text : `${carried}\n\n---\n\n${text}`;
    try {
      await process.send({ uuid: turn.uuid, text: whole, priority });
    } catch (error) {
      // Whether the process read it is unknown: it must not get it again.
      await this.#lose(await lossFailure(process, error));
      await process.stop();
    }
  }

  async #ask(
    event: Extract<CliEvent, { kind: "permission_requested" }>,
  ): Promise<void> {
    const agent = this.#journal.agent();
    if (!this.#process || !agent) return;
    await this.#asks.ask(agent, this.#process, event, this.#taskId);
  }

  /** It runs away: it stands still, and a person says whether it goes on. */
  async #askToGoOn(runaway: Runaway): Promise<void> {
    const agent = this.#journal.agent();
    const isFit = this.#process && agent && !this.#runaway.isAsking &&
      !this.#run?.cut;
    if (!isFit) return;
    const evidence = this.#signs.evidence();
    await this.#runaway.ask(runaway, agent, this.#taskId, evidence);
  }

  /** The process says nothing: its task is taken back, and goes to another attempt. */
  async #onSilence(): Promise<void> {
    const run = this.#run;
    if (this.#stopping || !this.#talk.turn) return;
    const seconds = Math.round(this.deps.leaseMs / 1_000);
    const why = failure("stalled", `Said nothing for ${seconds} s`);
    this.deps.log.error("agent is silent", { agent: this.agentId, seconds });
    const attempt = run &&
      this.deps.writer.head.tasks[run.task.id]?.attempts.at(-1);
    this.#stale = { run, token: attempt?.token ?? 0 };
    this.#endTurn();
    // A hand-off stays with its manager; its step is put again.
    if (run?.isHandoff) run.deadline.hold();
    else this.#endRun();
    // Who wakes up in time is spared; who does not is replaced.
    this.#talk.wait(this.deps.silenceMs, () => this.#end(why));
    await this.#journal.append(() => [
      ...(run && !run.isHandoff
        ? this.#attemptEnd(run, {
          failure: why,
          outcome: "stalled",
          evidence: this.#signs.evidence(),
        })
        : []),
      silenceDraft(this.agentId, this.deps.sources.now()),
    ]);
  }

  /** A silent process speaks again: what it works on is not its own any more. */
  #awake(): void {
    if (this.#stale?.isAwake || !this.#talk.stopWaiting()) return;
    if (this.#stale) this.#stale.isAwake = true;
    void this.#interruptTurn();
  }

  async #onExit(exit: CliExit): Promise<void> {
    // Before it is ready, the start itself reports how the process ended.
    if (!this.#process) return;
    const why = this.#endedFor ?? exitFailure(exit);
    await this.#lose(why, exit.signal === undefined, exit);
  }

  /** Its process does nothing more, since it holds itself to a budget: another one takes its place. */
  async #renew(carried: Usage): Promise<void> {
    await this.stop();
    this.listener.onLost(this.agentId, this.deps.sources.now(), carried);
  }

  async #cut(why: Cut): Promise<void> {
    if (this.#run && !this.#run.cut) this.#run.cut = why;
    await this.#interruptTurn();
  }

  /** Ends the turn under way; a process that does not listen is stopped. */
  async #interruptTurn(): Promise<void> {
    const process = this.#process;
    if (!process || this.#stopping) return;
    if (this.#talk.turn || this.#stale) {
      const why = this.#run?.cut?.failure ??
        failure("stalled", "Did not end its turn when it was interrupted");
      this.#talk.wait(INTERRUPT_GRACE_MS, () => this.#end(why));
    }
    try {
      await this.#resume();
      await process.interrupt({ cancelQueued: true });
    } catch (error) {
      this.deps.log.error("interrupt failed", { agent: this.agentId, error });
    }
  }

  /** Ends the process, so that another one takes its place: it does not answer. */
  #end(why: Failure): void {
    this.#endedFor = why;
    void this.#process?.stop();
  }

  /** Ends an attempt that no turn will end. */
  async #endAttempt(run: TaskRun, why: Cut): Promise<void> {
    this.#endRun();
    await this.#journal.append(() => this.#attemptEnd(run, run.cut ?? why));
    this.#goOn();
  }

  /**
   * The process is gone. Its attempt ends, and another process takes its
   * place, unless it was lost too often or was never up.
   */
  async #lose(
    why: Failure,
    endedItself = false,
    exit?: CliExit,
  ): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    const run = this.#run;
    this.#letGo();
    this.deps.approvals.detach(this.agentId);
    this.deps.log.error("agent lost its process", {
      agent: this.agentId,
      ...why,
    });
    const loss = {
      why,
      evidence: this.#signs.evidence(exit),
      wasUp: this.#process !== undefined,
      run,
    };
    const { again, drafts } = processLoss(
      this.deps,
      this.agentId,
      loss,
      (lost, end) => this.#attemptEnd(lost, end),
    );
    await this.#journal.append(drafts);
    if (!again) return;
    const carried = endedItself ? this.#meter.reading : NO_USAGE;
    this.listener.onLost(this.agentId, again, carried);
  }

  #attemptEnd(run: TaskRun, end: AttemptEnd): EventDraft[] {
    return endOfAttempt(
      this.deps.writer.head,
      { task: run.task, number: run.attempt },
      end,
      { now: this.deps.sources.now(), random: this.deps.random() },
    );
  }

  #isAssigned(run: TaskRun): boolean {
    return this.deps.writer.head.tasks[run.task.id]?.state.status ===
      "assigned";
  }

  #newRun(task: Task, attempt: number): TaskRun {
    const seconds =
      this.#journal.agent()?.config.resource_limits.timeout_seconds ??
        this.deps.defaultTimeoutSeconds;
    const run = newRun(task, attempt, seconds, (why) => void this.#cut(why));
    run.deadline.hold();
    return run;
  }

  #endTurn(): void {
    this.#runaway.turnEnded();
    this.#talk.end();
    this.deps.mail.turnEnded(this.agentId);
  }

  #endRun(): void {
    this.#run?.deadline.clear();
    this.#run = undefined;
  }

  #letGo(): void {
    if (this.#talk.turn) this.#endTurn();
    this.#talk.stopWaiting();
    this.#endRun();
  }
}
