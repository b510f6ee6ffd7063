import { ClaudeError, type ClaudeProcess } from "@/domain/claude_process.ts";
import type { CliEvent, CliExit, TurnResult } from "@/domain/cli_event.ts";
import { type Failure, failure, failureOfTurn } from "@/domain/failure.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { AttemptOutcome, Task } from "@/domain/task.ts";
import type { Usage } from "@/domain/usage.ts";
import { totalTokens } from "@/domain/usage_sum.ts";
import { AgentJournal, type JournalDeps } from "./agent_journal.ts";
import { cancelWaiting } from "./cancel_waiting.ts";
import { fullText } from "./full_text.ts";
import { launchAgent, type LaunchDeps } from "./launch_agent.ts";
import { answersRun, type Cut, endOfRun, type TaskRun } from "./task_run.ts";
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
  #run: TaskRun | undefined;
  /** The run before, which may still have something to pay. */
  #lastRun: TaskRun | undefined;
  #stopping = false;
  #cliError: string | undefined;
  readonly #meter: UsageMeter;
  readonly #journal: AgentJournal;

  /** @param carriedOver What the process already counts when it resumes its session. */
  constructor(
    private readonly deps: RunnerDeps,
    readonly agentId: AgentId,
    carriedOver: Usage,
  ) {
    this.#meter = new UsageMeter(carriedOver);
    this.#journal = new AgentJournal(deps, agentId);
  }

  /** Starts the process. A failure is told by `agent.failed`, not thrown. */
  async start(): Promise<void> {
    const agent = this.#journal.agent();
    if (this.#stopping || !agent) return;
    try {
      const { process, sessionId } = await launchAgent(
        this.deps,
        agent,
        (event) => this.#onEvent(event),
      );
      this.#process = process;
      // Told to go while it came up: `stop` did not know the process yet.
      if (this.#stopping) return void await process.stop();
      await this.#journal.append(() => [{
        type: "agent.started",
        agent_id: this.agentId,
        data: { process_id: process.pid, claude_session_id: sessionId },
      }]);
      this.deps.onIdle(this.agentId);
    } catch (error) {
      const missing = error instanceof ClaudeError &&
        error.code === "claude_not_found";
      const kind = missing ? "claude_not_found" : "start_failed";
      await this.#fail(failure(kind, messageOf(error)), "crashed");
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
    try {
      const text = await fullText(this.deps.store, task.description);
      await process.send({ uuid: run.messageUuid, text });
    } catch (error) {
      // Whether the process read it is unknown: it must not get it again.
      await this.#fail(failure("crashed", messageOf(error)), "crashed");
      await process.stop();
    }
  }

  /** Ends the running turn; its task fails as interrupted. Harmless when idle. */
  async interrupt(reason: string): Promise<void> {
    await this.#cut({
      failure: failure("interrupted", reason),
      outcome: "cancelled",
    });
  }

  /**
   * Stops the process with all it started; resolves when they are gone. What
   * becomes of the agent and its task in the log is the caller's to append.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endRun();
    await this.#process?.stop();
  }

  async #onEvent(event: CliEvent): Promise<void> {
    switch (event.kind) {
      case "message_received":
        return await this.#onReceipt(event.uuid);
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

  async #onTurnEnded(result: TurnResult): Promise<void> {
    const run = this.#run && answersRun(this.#run, result)
      ? this.#run
      : undefined;
    const failed = run?.cut?.failure ?? failureOfTurn(result, this.#cliError);
    const ending = failed
      ? { failed }
      : { output: await this.#journal.text(result.text ?? "") };
    const payer = [this.#run, this.#lastRun].find((each) =>
      each && answersRun(each, result)
    )?.task.id;
    const usage = this.#meter.take(result);
    this.#cliError = undefined;
    this.#journal.turnEnded();
    if (run) this.#endRun();
    await this.#journal.append(() => [
      {
        type: "usage.recorded",
        agent_id: this.agentId,
        ...(payer ? { task_id: payer } : {}),
        data: { usage },
      },
      ...this.#journal.entry({
        kind: "turn_ended",
        parent_tool_use_id: null,
        succeeded: result.succeeded,
        reason: failed?.kind ?? "completed",
        duration_ms: result.durationMs,
        cost_usd: usage.cost_usd,
        tokens: totalTokens(usage),
      }, payer),
      ...(run ? [endOfRun(this.agentId, run, result, ending)] : []),
      ...(this.#restsUnasked()
        ? [{ type: "agent.rested" as const, agent_id: this.agentId, data: {} }]
        : []),
    ]);
    if (!this.#run && !this.#stopping) this.deps.onIdle(this.agentId);
  }

  /** Whether the agent was busy with a turn that nobody asked for. */
  #restsUnasked(): boolean {
    const state = this.#journal.agent()?.state;
    return state?.status === "busy" && state.task_id === null;
  }

  /** Until a person can be asked, what no rule allows is denied, and said so. */
  async #denyTool(
    event: Extract<CliEvent, { kind: "permission_requested" }>,
  ): Promise<void> {
    const message = event.needsPerson
      ? "Nobody can answer now. Decide yourself and say what you assumed."
      : `${event.toolName} is not among the tools that this agent may use here. Go on without it, or say in your result that it was needed.`;
    await this.#process?.answerPermission(event.requestId, {
      behavior: "deny",
      message,
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
    const cause = exit.signal ?? `exit code ${exit.code}`;
    const words = exit.stderrTail.join("\n");
    await this.#fail(
      failure("crashed", `The process ended by ${cause}. ${words}`.trim()),
      "crashed",
    );
  }

  async #cut(why: Cut): Promise<void> {
    const run = this.#run;
    const process = this.#process;
    if (!process || this.#stopping) return;
    if (run) run.cut ??= why;
    try {
      await process.interrupt({ cancelQueued: true });
    } catch (error) {
      this.deps.log.error("interrupt failed", { agent: this.agentId, error });
    }
    if (!run) return;
    setTimeout(() => {
      // The turn did not end: the process no longer listens.
      if (this.#run === run) void process.stop();
    }, INTERRUPT_GRACE_MS);
  }

  /** Ends the agent, and all tasks that it has, since nobody else may do them. */
  async #fail(why: Failure, outcome: AttemptOutcome): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    const run = this.#run;
    this.#endRun();
    this.deps.log.error("agent failed", { agent: this.agentId, ...why });
    const end = run?.cut ?? { failure: why, outcome };
    await this.#journal.append(() => [
      ...(run
        ? [{
          type: "task.failed" as const,
          agent_id: this.agentId,
          task_id: run.task.id,
          data: { attempt: run.attempt, ...end },
        }]
        : []),
      ...cancelWaiting(this.deps.writer.head, this.agentId, "its agent failed"),
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
    const timedOut: Cut = {
      failure: failure("timed_out", `Took longer than ${seconds} s`),
      outcome: "timed_out",
    };
    return this.#run = {
      task,
      attempt: task.attempts.length + 1,
      messageUuid: crypto.randomUUID(),
      received: false,
      deadline: setTimeout(() => void this.#cut(timedOut), seconds * 1_000),
    };
  }

  #endRun(): void {
    if (!this.#run) return;
    clearTimeout(this.#run.deadline);
    this.#lastRun = this.#run;
    this.#run = undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
