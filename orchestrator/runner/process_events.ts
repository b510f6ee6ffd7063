import type { CliEvent } from "@/domain/cli_event.ts";
import { blottedEvent } from "../blotted_event.ts";
import type { Runaway } from "../loop_question.ts";
import type { RunawayGuard } from "../recovery/runaway_guard.ts";
import type { ProcessEnd } from "./process_end.ts";
import type { RunnerDeps } from "./runner_deps.ts";
import type { RunnerState } from "./runner_state.ts";
import type { Silence } from "./silence.ts";
import type { Standstill } from "./standstill.ts";
import type { TurnCut } from "./turn_cut.ts";
import type { TurnReceipt } from "./turn_receipt.ts";
import type { TurnSettlement } from "./turn_settlement.ts";

/** Who is told what the process tells. */
export type EventHandlers = {
  readonly standstill: Standstill;
  readonly runaway: RunawayGuard;
  readonly silence: Silence;
  readonly receipt: TurnReceipt;
  readonly settlement: TurnSettlement;
  readonly turnCut: TurnCut;
  readonly processEnd: ProcessEnd;
};

/** Takes what a process tells, one event after the other, to the part that it concerns. */
export class ProcessEvents {
  constructor(
    private readonly deps: Pick<RunnerDeps, "approvals" | "blot">,
    private readonly state: RunnerState,
    private readonly to: EventHandlers,
  ) {}

  /** Resolves when all that the event means is stored; the next one comes after that. */
  async handle(told: CliEvent): Promise<void> {
    const { state, to } = this;
    const event = blottedEvent(told, this.deps.blot);
    state.talk.renew();
    // Also the end of a turn, which begins the count anew.
    const runaway = to.runaway.observe(event);
    state.signs.observe(event);
    if (state.stale && event.kind !== "exited") to.silence.end();
    switch (event.kind) {
      case "message_received":
        return await to.receipt.received(event.uuid);
      case "message_state":
        return await to.receipt.stateChanged(event);
      case "turn_ended":
        return await to.settlement.ended(event.result);
      case "exited":
        return await to.processEnd.exited(event.exit);
      case "background_tasks":
        state.background = event.tasks.length;
        break;
      case "request_withdrawn":
        await this.deps.approvals.withdrawn(state.agentId, event.requestId);
        break;
    }
    to.settlement.observe(event);
    await state.journal.record(event, state.taskId);
    await this.#onLimit(event);
    if (runaway) await this.#askToGoOn(runaway);
    // It is decided on, and answered, as it was asked.
    if (told.kind === "permission_requested") await this.#ask(told);
    await to.standstill.heed();
  }

  /** The account may ask no more for a while: everybody waits, not this agent alone. */
  async #onLimit(event: CliEvent): Promise<void> {
    const { state, to } = this;
    const told = state.limits.toldBy(event);
    if (!told) return;
    await state.journal.append(told.drafts);
    if (told.cut) await to.turnCut.cut(told.cut(state.run));
  }

  async #ask(
    event: Extract<CliEvent, { kind: "permission_requested" }>,
  ): Promise<void> {
    const { state, to } = this;
    const agent = state.journal.agent();
    if (!state.process || !agent) return;
    await to.standstill.asks.ask(agent, state.process, event, state.taskId);
  }

  /** It runs away: it stands still, and a person says whether it goes on. */
  async #askToGoOn(runaway: Runaway): Promise<void> {
    const { state, to } = this;
    const agent = state.journal.agent();
    const isFit = state.process && agent && !to.runaway.isAsking &&
      !state.run?.cut;
    if (!isFit) return;
    const evidence = state.signs.evidence();
    await to.runaway.ask(runaway, agent, state.taskId, evidence);
  }
}
