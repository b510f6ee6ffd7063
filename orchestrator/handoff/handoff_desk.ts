import type { EventDraft } from "@/domain/event.ts";
import { type Handoff, isHandoffEnded } from "@/domain/handoff.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import { hasAgent } from "@/domain/task_status.ts";
import type {
  AnalysisInput,
  FinalResultInput,
  HandoffDesk as Desk,
  InstructionsInput,
  ReviewInput,
  SelectionInput,
  ToolAnswer,
} from "../agent_tools/desks.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort, Sources } from "../ports.ts";
import { storeText } from "../store_text.ts";
import { about } from "./part_tasks.ts";
import { refusalFor, refusalToSendBack } from "./refusals.ts";
import type { ManagerStep } from "./next_action.ts";
import { whatIsMissing } from "./step_needs.ts";
import { unfitFor } from "./workers.ts";
import { workerList } from "./worker_list.ts";

/**
 * Characters that the record of a hand-off carries of each text, so that ten
 * parts fit into one value of the store, in any script.
 */
export const INLINE_TEXT_CHARS = 300;
export const INLINE_RESULT_CHARS = 4_000;

const NO_HANDOFF =
  "You have no task now that is handed off in steps. Finish what you were asked for, and end your turn.";
const NEXT = "End your turn now: the next step will be put to you.";

/** What a call leads to: events, or a refusal. */
type Decision =
  | { readonly drafts: readonly EventDraft[] }
  | { readonly refused: string };

/**
 * Takes what managers hand in. A call is accepted only for the step that was
 * put to the manager and lacks it; everything else is refused with a text that
 * says what to do instead. What was accepted is durable when it is answered;
 * a call that throws was not accepted, and may be made again.
 */
export class HandoffDesk implements Desk {
  constructor(
    private readonly deps: {
      readonly writer: EventWriter;
      readonly store: Pick<LiveStorePort, "saveText">;
      readonly sources: Pick<Sources, "newId">;
    },
  ) {}

  async submitAnalysis(
    manager: AgentId,
    input: AnalysisInput,
  ): Promise<ToolAnswer> {
    const early = this.#refusal(manager, "analyzing");
    if (early) return early;
    const requirements = await this.#text(input.requirements);
    const parts = await Promise.all(
      input.parts.map(async (part) => ({
        key: part.key,
        title: part.title,
        description: await this.#text(part.description),
        depends_on: [...part.depends_on],
        requires: [...part.requires],
      })),
    );
    return await this.#take(manager, "analyzing", (handoff) => ({
      drafts: [{
        type: "handoff.analyzed",
        ...about(handoff),
        data: { requirements, parts },
      }],
    }), () => `Taken. ${NEXT}`);
  }

  listWorkers(manager: AgentId): Promise<ToolAnswer> {
    const fleet = this.deps.writer.head;
    const agent = fleet.agents[manager];
    return Promise.resolve({
      ok: true,
      text: workerList(
        fleet,
        agent?.session_id ?? null,
        this.#handoffOf(manager),
      ),
    });
  }

  async selectWorker(
    manager: AgentId,
    input: SelectionInput,
  ): Promise<ToolAnswer> {
    return await this.#take(manager, "selecting", (handoff) => {
      const part = handoff.parts.find(({ key }) => key === input.part);
      if (!part) return unknownPart(handoff, input.part);
      const unfit = unfitFor(
        this.deps.writer.head,
        handoff,
        part,
        input.worker_id,
      );
      if (unfit) {
        return {
          refused:
            `Cannot give part "${input.part}" to that agent: ${unfit}. Choose another; list_workers says who is there.`,
        };
      }
      return {
        drafts: [{
          type: "handoff.worker_selected",
          ...about(handoff),
          data: { part: part.key, worker_id: input.worker_id },
        }],
      };
    }, (handoff) => this.#progress(handoff, "selecting", "Chosen."));
  }

  async submitInstructions(
    manager: AgentId,
    input: InstructionsInput,
  ): Promise<ToolAnswer> {
    const early = this.#refusal(manager, "instructing");
    if (early) return early;
    const instructions = await this.#text(input.instructions);
    return await this.#take(manager, "instructing", (handoff) => {
      const part = handoff.parts.find(({ key }) => key === input.part);
      if (!part) return unknownPart(handoff, input.part);
      return {
        drafts: [{
          type: "handoff.instructed",
          ...about(handoff),
          data: { part: part.key, instructions },
        }],
      };
    }, (handoff) => this.#progress(handoff, "instructing", "Taken."));
  }

  async submitReview(
    manager: AgentId,
    input: ReviewInput,
  ): Promise<ToolAnswer> {
    const sendsBack = input.verdict === "send_back";
    return await this.#take(
      manager,
      "reviewing",
      (handoff) => {
        const part = handoff.parts.find(({ key }) => key === input.part);
        if (!part) return unknownPart(handoff, input.part);
        const refused = sendsBack
          ? refusalToSendBack(handoff, part, this.deps.writer.head)
          : undefined;
        return refused ? { refused } : {
          drafts: [{
            type: "handoff.part_reviewed",
            ...about(handoff),
            data: {
              part: part.key,
              verdict: sendsBack ? "sent_back" : "accepted",
              reason: input.reason,
            },
          }],
        };
      },
      () =>
        sendsBack
          ? "It will be done again. Send back what else has to be done again, then end your turn: the results will be put to you once more."
          : "Noted. Submit the final result when you have judged all parts.",
    );
  }

  async submitResult(
    manager: AgentId,
    input: FinalResultInput,
  ): Promise<ToolAnswer> {
    const early = this.#refusal(manager, "processing");
    if (early) return early;
    const output = await storeText(
      this.deps,
      input.output,
      INLINE_RESULT_CHARS,
    );
    return await this.#take(manager, "processing", (handoff) => ({
      drafts: [{
        type: "handoff.result_submitted",
        ...about(handoff),
        data: { output, succeeded: input.succeeded },
      }],
    }), () => "Taken. The task is over: end your turn.");
  }

  /** Checks and decides in one tick, so that of two calls one sees the other. */
  async #take(
    manager: AgentId,
    step: ManagerStep | "reviewing",
    decide: (handoff: Handoff) => Decision,
    answer: (handoff: Handoff) => string,
  ): Promise<ToolAnswer> {
    const refusal = this.#refusal(manager, step);
    const handoff = this.#handoffOf(manager);
    if (refusal || !handoff) return refusal ?? refuse(NO_HANDOFF);
    const decision = decide(handoff);
    if ("refused" in decision) return refuse(decision.refused);
    const appended = this.deps.writer.append(decision.drafts);
    const after = this.deps.writer.head.handoffs[handoff.id] ?? handoff;
    await appended;
    return { ok: true, text: answer(after) };
  }

  #refusal(
    manager: AgentId,
    step: ManagerStep | "reviewing",
  ): ToolAnswer | undefined {
    const handoff = this.#handoffOf(manager);
    if (!handoff) return refuse(NO_HANDOFF);
    const text = refusalFor(handoff, step, this.deps.writer.head);
    return text === undefined ? undefined : refuse(text);
  }

  async #text(text: string): Promise<LongText> {
    return await storeText(this.deps, text, INLINE_TEXT_CHARS);
  }

  /** The hand-off of the task that the manager has now. */
  #handoffOf(manager: AgentId): Handoff | undefined {
    const { handoffs, tasks } = this.deps.writer.head;
    return Object.values(handoffs).find((handoff) => {
      const task = tasks[handoff.task_id];
      return handoff.manager_id === manager && !isHandoffEnded(handoff) &&
        task !== undefined && hasAgent(task.state) &&
        task.agent_id === manager;
    });
  }

  #progress(handoff: Handoff, step: ManagerStep, said: string): string {
    return handoff.state.status === step
      ? `${said} I do not have ${
        whatIsMissing(handoff, this.deps.writer.head)
      } yet.`
      : `${said} That was the last one. ${NEXT}`;
  }
}

function unknownPart(handoff: Handoff, key: string): Decision {
  const keys = handoff.parts.map((part) => part.key).join(", ");
  return { refused: `There is no part "${key}". The parts are: ${keys}.` };
}

function refuse(text: string): ToolAnswer {
  return { ok: false, text };
}
