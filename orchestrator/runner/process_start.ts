import { NO_USAGE } from "@/domain/usage_sum.ts";
import type { Task } from "@/domain/task.ts";
import { launchAgent } from "../launch_agent.ts";
import { startFailure } from "../process_failure.ts";
import { ProcessMode } from "../process_mode.ts";
import { isHandedOff } from "../queue/end_of_attempt.ts";
import { UsageMeter } from "../usage_meter.ts";
import type { ProcessEnd } from "./process_end.ts";
import type { ProcessEvents } from "./process_events.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { Speech } from "./speech.ts";

/** Brings the process of an agent up. */
export class ProcessStart {
  constructor(
    private readonly deps: RunnerDeps,
    private readonly state: RunnerState,
    private readonly events: ProcessEvents,
    private readonly speech: Speech,
    private readonly processEnd: ProcessEnd,
  ) {}

  /** Starts the process, once. A failure is told in the log, not thrown. */
  begin(): Promise<void> {
    return this.state.starting ??= this.#begin();
  }

  async #begin(): Promise<void> {
    const { state, deps } = this;
    const agent = state.journal.agent();
    if (state.isStopping || !agent) return;
    state.budgetUsd = agent.config.resource_limits.budget_usd;
    try {
      const { process, sessionId } = await launchAgent(
        deps,
        agent,
        (event) => this.events.handle(event),
        deps.budgets.processUsd(agent),
      );
      state.process = process;
      state.mode = new ProcessMode(
        process,
        agent.config.permission_mode,
        () => state.journal.agent()?.config.permission_mode,
        (error) =>
          deps.log.error("agent did not take its permission mode", {
            agent: state.agentId,
            error,
          }),
      );
      // A session of its own counts from zero, whatever the lost one had.
      const { claude_session: session } = agent;
      if (sessionId === session.id && !session.begun) {
        state.carried = session.carried?.text;
      }
      if (sessionId !== session.id) {
        state.meter = new UsageMeter(NO_USAGE);
      }
      const held = this.#heldHandoff();
      if (held) state.run = state.newRun(held, held.attempts.length);
      await state.journal.append(() =>
        state.isStopping ? [] : [{
          type: "agent.started",
          agent_id: state.agentId,
          data: {
            process_id: process.pid,
            claude_session_id: sessionId,
            ...(state.run && { task_id: state.run.task.id }),
          },
        }]
      );
      this.speech.goOn();
    } catch (error) {
      await this.processEnd.lose(startFailure(error));
    }
  }

  /** A hand-off goes on with its manager, whatever happened to the process. */
  #heldHandoff(): Task | undefined {
    const { head } = this.deps.writer;
    return Object.values(head.tasks).find((task) =>
      task.agent_id === this.state.agentId && isHandedOff(head, task)
    );
  }
}
