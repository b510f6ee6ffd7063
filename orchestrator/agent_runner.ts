// Long, because the life of one agent, from start to end, is one state that all of it reads.
import type { ClaudeProcess } from "@/domain/claude_process.ts";
import type { CliEvent, CliExit, TurnResult } from "@/domain/cli_event.ts";
import { type Failure, failure, failureOfTurn } from "@/domain/failure.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import type { Usage } from "@/domain/usage.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { AgentJournal, type JournalDeps } from "./agent_journal.ts";
import { AgentPause } from "./agent_pause.ts";
import { cancelWaiting } from "./cancel_waiting.ts";
import { denialOf } from "./denial.ts";
import { fullText } from "./full_text.ts";
import { launchAgent, type LaunchDeps } from "./launch_agent.ts";
import { exitFailure, startFailure, writeFailure } from "./process_failure.ts";
import {
  answersRun,
  type Cut,
  endOfRun,
  failRun,
  newRun,
  type TaskRun,
} from "./task_run.ts";
import { UsageMeter } from "./usage_meter.ts";

/** How long an interrupted turn may take to end before its process is stopped. */
const INTERRUPT_GRACE_MS = 10_000;

export type RunnerDeps = LaunchDeps & JournalDeps & {
  readonly defaultTimeoutSeconds: number;
  /** The agent can take work. */
  readonly onIdle: (agent: AgentId) => void;
};

/**
 * Runs one agent: its process, the one task it works on, and the translation
 * of what the process tells into events of the log. Events of one process are
 * handled one after the other; what cannot be stored yet holds the reading of
 * the process back, so nothing it said is lost.
 */
export class AgentRunner {
  #process: ClaudeProcess | undefined;
  #starting: Promise<void> | undefined;
  #run: TaskRun | undefined;
  /** The run before, which may still have something to pay. */
  #lastRun: TaskRun | undefined;
  #stopping = false;
  #cliError: string | undefined;
  #meter: UsageMeter;
  readonly #journal: AgentJournal;
  readonly #pause: AgentPause;

  /** @param carriedOver What the process already counts when it resumes its session. */
  constructor(
    private readonly deps: RunnerDeps,
    readonly agentId: AgentId,
    carriedOver: Usage,
  ) {
    this.#meter = new UsageMeter(carriedOver);
    this.#journal = new AgentJournal(deps, agentId);
    this.#pause = new AgentPause(deps, agentId, this.#journal);
  }

  /** Starts the process, once. A failure is told by `agent.failed`, not thrown. */
  start(): Promise<void> {
    return this.#starting ??= this.#start();
  }

  async #start(): Promise<void> {
    const agent = this.#journal.agent();
    if (this.#stopping || !agent) return;
    try {
      const { process, sessionId } = await launchAgent(
        this.deps,
        agent,
        (event) => this.#onEvent(event),
      );
      this.#process = process;
      // A session of its own counts from zero, whatever the lost one had.
      if (sessionId !== agent.claude_session.id) {
        this.#meter = new UsageMeter(NO_USAGE);
      }
      await this.#journal.append(() =>
        this.#stopping ? [] : [{
          type: "agent.started",
          agent_id: this.agentId,
          data: { process_id: process.pid, claude_session_id: sessionId },
        }]
      );
      this.deps.onIdle(this.agentId);
    } catch (error) {
      await this.#fail(startFailure(error));
    }
  }

  /** Whether a task can be given now. */
  get isFree(): boolean {
    return Boolean(this.#process) && !this.#run && !this.#stopping &&
      this.#journal.agent()?.state.status === "idle";
  }

  /** Gives a free agent its next task. */
  async give(task: Task): Promise<void> {
    const process = this.#process;
    if (!process || !this.isFree) return;
    const run = this.#beginRun(task);
    await this.#journal.append(() => [{
      type: "task.assigned",
      agent_id: this.agentId,
      task_id: task.id,
      data: { attempt: run.attempt, message_uuid: run.messageUuid },
    }]);
    // Stopped while the assignment was being stored: it must not be sent any more.
    if (this.#run !== run) return;
    if (run.cut) return await this.#endUnsent(run);
    try {
      const text = await fullText(this.deps.store, task.description);
      await process.send({ uuid: run.messageUuid, text });
    } catch (error) {
      // Whether the process read it is unknown: it must not get it again.
      await this.#fail(writeFailure(error));
      await process.stop();
    }
  }

  /** Ends the running turn; its task fails as interrupted. Harmless when idle. */
  async interrupt(reason: string): Promise<void> {
    const why = failure("interrupted", reason);
    await this.#cut({ failure: why, outcome: "cancelled" });
  }

  /**
   * Stops the process with all it started; resolves when they are gone. What
   * becomes of the agent and its task in the log is the caller's to append.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endRun();
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
    const run = this.#run;
    if (!process || this.#stopping || run?.cut) return;
    // A message must reach a process that reads.
    if (run && !run.received) return;
    await this.#pause.begin({ process, deadline: run?.deadline }, reason);
  }

  /** Lets a paused process go on where it was. */
  async unpause(): Promise<void> {
    const process = this.#process;
    if (!process) return;
    await this.#pause.end({ process, deadline: this.#run?.deadline });
  }

  async #onEvent(event: CliEvent): Promise<void> {
    switch (event.kind) {
      case "message_received":
        return await this.#onReceipt(event.uuid);
      case "message_state":
        return await this.#onMessageState(event);
      case "turn_ended":
        return await this.#onTurnEnded(event.result);
      case "exited":
        return await this.#onExit(event.exit);
      case "block_finished":
        this.#cliError = event.error ?? this.#cliError;
    }
    await this.#journal.record(event, this.#run?.task.id);
    if (event.kind === "permission_requested") await this.#denyTool(event);
  }

  async #onReceipt(uuid: string): Promise<void> {
    const run = this.#run;
    if (!run || run.messageUuid !== uuid || run.received) return;
    run.received = true;
    await this.#journal.append(() => [
      {
        type: "task.started",
        agent_id: this.agentId,
        task_id: run.task.id,
        data: { attempt: run.attempt },
      },
      ...this.#journal.entry(
        {
          kind: "prompt",
          parent_tool_use_id: null,
          text: run.task.description,
        },
        run.task.id,
      ),
    ]);
  }

  /** A message that was withdrawn before its turn began gets no turn. */
  async #onMessageState(
    event: Extract<CliEvent, { kind: "message_state" }>,
  ): Promise<void> {
    const run = this.#run;
    if (event.state !== "cancelled" || event.uuid !== run?.messageUuid) return;
    await this.#endUnsent(run);
  }

  /** Ends a run that no turn will end. */
  async #endUnsent(run: TaskRun): Promise<void> {
    this.#endRun();
    await this.#journal.append(() =>
      failRun(this.deps.writer.head, run, {
        failure: failure("interrupted", "The message was withdrawn"),
        outcome: "cancelled",
      })
    );
    this.deps.onIdle(this.agentId);
  }

  async #onTurnEnded(result: TurnResult): Promise<void> {
    const run = this.#run && answersRun(this.#run, result)
      ? this.#run
      : undefined;
    const why = failureOfTurn(result, this.#cliError);
    // A cut that came too late to spoil the turn spoils nothing.
    const failed = why && (run?.cut?.failure ?? why);
    const ending = failed
      ? { failed }
      : { output: await this.#journal.text(result.text ?? "") };
    const last = this.#lastRun;
    const payer = run ?? (last && answersRun(last, result) ? last : undefined);
    const used = this.#meter.take(result);
    this.#cliError = undefined;
    if (run) this.#endRun();
    await this.#journal.append(() => [
      ...this.#journal.turnEnd(
        result,
        { used, counted: this.#meter.reading },
        failed?.kind ?? "completed",
        payer?.task.id,
      ),
      ...(run ? endOfRun(this.deps.writer.head, run, result, ending) : []),
      ...this.#journal.rest(),
    ]);
    if (!this.#run && !this.#stopping) this.deps.onIdle(this.agentId);
  }

  /** Until a person can be asked, what no rule allows is denied, and said so. */
  async #denyTool(
    event: Extract<CliEvent, { kind: "permission_requested" }>,
  ): Promise<void> {
    await this.#process?.answerPermission(event.requestId, {
      behavior: "deny",
      message: denialOf(event),
    });
    await this.#journal.note(
      "warning",
      `Denied ${event.toolName}: outside the agent's permission mode and allowed tools`,
      this.#run?.task.id,
    );
  }

  async #onExit(exit: CliExit): Promise<void> {
    // Before it is ready, the start itself reports how the process ended.
    if (!this.#process) return;
    await this.#fail(exitFailure(exit));
  }

  async #cut(why: Cut): Promise<void> {
    const run = this.#run;
    const process = this.#process;
    if (!process || this.#stopping) return;
    if (run && !run.cut) {
      run.cut = why;
      // When the turn does not end, the process no longer listens.
      run.deadline.replace(INTERRUPT_GRACE_MS, () => void process.stop());
    }
    try {
      await this.unpause();
      await process.interrupt({ cancelQueued: true });
    } catch (error) {
      this.deps.log.error("interrupt failed", { agent: this.agentId, error });
    }
  }

  /** Ends the agent, and all tasks that it has, since nobody else may do them. */
  async #fail(why: Failure): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    const run = this.#run;
    this.#endRun();
    this.deps.log.error("agent failed", { agent: this.agentId, ...why });
    const { writer } = this.deps;
    await this.#journal.append(() => [
      ...(run
        ? failRun(writer.head, run, { failure: why, outcome: "crashed" })
        : []),
      ...cancelWaiting(writer.head, this.agentId, "its agent failed"),
      {
        type: "agent.failed",
        agent_id: this.agentId,
        data: { failure: why },
      },
    ]);
  }

  #beginRun(task: Task): TaskRun {
    const seconds =
      this.#journal.agent()?.config.resource_limits.timeout_seconds ??
        this.deps.defaultTimeoutSeconds;
    return this.#run = newRun(
      task,
      this.agentId,
      seconds,
      (why) => void this.#cut(why),
    );
  }

  #endRun(): void {
    if (!this.#run) return;
    this.#run.deadline.clear();
    this.#lastRun = this.#run;
    this.#run = undefined;
  }
}
