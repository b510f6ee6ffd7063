import type { Agent } from "@/domain/agent.ts";
import { failure } from "@/domain/failure.ts";
import type { TaskId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { nextAttempt } from "@/domain/task_attempts.ts";
import { startedDraft } from "../runner_drafts.ts";
import { taskPrompt } from "../task_prompt.ts";
import type { Cut, TaskRun } from "../task_run.ts";
import { newTurn } from "../turn.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { Speech } from "./speech.ts";
import type { TurnCut } from "./turn_cut.ts";

/** The attempts at tasks that an agent gets: how one is claimed, and taken away. */
export class Attempts {
  constructor(
    private readonly deps: RunnerDeps,
    private readonly state: RunnerState,
    private readonly speech: Speech,
    private readonly turnCut: TurnCut,
  ) {}

  /** Gives a free agent its next task. */
  async give(task: Task): Promise<void> {
    const { state } = this;
    const agent = state.journal.agent();
    if (!state.isFree || !agent) return;
    state.isClaiming = true;
    try {
      await this.#claim(task, agent);
    } finally {
      state.isClaiming = false;
      this.speech.goOn();
    }
  }

  async #claim(task: Task, agent: Agent): Promise<void> {
    const { state, deps } = this;
    const run = state.newRun(task, nextAttempt(task));
    state.run = run;
    const uuid = crypto.randomUUID();
    const isWaiting = () =>
      deps.writer.head.tasks[task.id]?.state.status === "pending";
    await state.journal.append(() =>
      state.run !== run || !isWaiting() ? [] : [
        {
          type: "task.assigned",
          agent_id: state.agentId,
          task_id: task.id,
          data: { attempt: run.attempt, message_uuid: uuid },
        },
        ...(run.isHandoff ? deps.handoffs.begin(task, agent) : []),
      ]
    );
    // Stopped, or ended by a person, while the claim was being stored.
    if (state.run !== run || run.isHandoff) return;
    if (!state.isAssigned(run)) return state.endRun();
    const { text, shown } = await taskPrompt(deps, task);
    if (state.run !== run) return;
    if (run.cut) return await this.end(run, run.cut);
    const onStarted = () => [startedDraft(state.agentId, run)];
    await this.speech.speak(
      newTurn({ uuid, taskId: task.id, prompt: shown, onStarted }),
      text,
    );
  }

  /** Ends the running turn; its task fails as interrupted. Harmless when idle. */
  async interrupt(reason: string): Promise<void> {
    const { state, deps } = this;
    const why: Cut = {
      failure: failure("interrupted", reason),
      outcome: "cancelled",
    };
    const run = state.run;
    if (run?.isHandoff) {
      state.endRun();
      await state.journal.append(() =>
        deps.handoffs.fail(run.task.id, why.failure)
      );
      return await this.turnCut.interrupt();
    }
    if (run && !state.talk.turn) return await this.end(run, why);
    await this.turnCut.cut(why);
  }

  /** The task was ended or taken away: lets go of it, and ends the turn it is in. */
  async drop(task: TaskId): Promise<void> {
    const { state } = this;
    if (state.run?.task.id !== task) return;
    state.endRun();
    if (state.talk.turn) await this.turnCut.interrupt();
    else this.speech.goOn();
  }

  /** Ends an attempt that no turn will end. */
  async end(run: TaskRun, why: Cut): Promise<void> {
    const { state } = this;
    state.endRun();
    await state.journal.append(() => state.attemptEnd(run, run.cut ?? why));
    this.speech.goOn();
  }
}
