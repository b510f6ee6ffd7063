import type { Agent } from "@/domain/agent.ts";
import type { EventDraft } from "@/domain/event.ts";
import { type Failure, failure, type FailureKind } from "@/domain/failure.ts";
import { type Handoff, isHandoffEnded } from "@/domain/handoff.ts";
import type { HandoffId, TaskId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import { isLimit } from "../limits/limit_notice.ts";
import type { LiveStorePort, LogPort, Sources } from "../ports.ts";
import { completionDrafts, endingDrafts, failureDrafts } from "./endings.ts";
import { managerPrompt } from "./manager_prompts.ts";
import type { ManagerTurns } from "./manager_turns.ts";
import { partTexts, promptTexts } from "./long_texts.ts";
import { type NextAction, nextAction } from "./next_action.ts";
import {
  about,
  creationDrafts,
  type PartTexts,
  redoDrafts,
  releaseDrafts,
} from "./part_tasks.ts";

export type CoordinatorDeps = {
  readonly writer: EventWriter;
  readonly store: Pick<LiveStorePort, "saveText" | "readText">;
  readonly sources: Sources;
  readonly log: LogPort;
  readonly turns: ManagerTurns;
};

/** One hand-off that is being looked at. */
type Look = { again: boolean; done: Promise<void> };

/** A turn that ended so was cut off: it says nothing about the manager's answer. */
const CUT_OFF: ReadonlySet<FailureKind> = new Set([
  "crashed",
  "interrupted",
  "stalled",
  "start_failed",
  "terminated",
]);

/**
 * Leads hand-offs through their steps. All that it knows is in the fleet: it
 * looks what a hand-off needs next, does that one thing durably, and looks
 * again. So it goes on from wherever a lost server left it.
 */
export class Coordinator {
  /** Prompts that were written in this life, and whose turns have not ended. */
  readonly #underWay = new Map<HandoffId, string>();
  readonly #looks = new Map<HandoffId, Look>();
  /** How the newest turn of a manager failed, when it did. */
  readonly #failedTurns = new Map<HandoffId, Failure>();

  constructor(private readonly deps: CoordinatorDeps) {}

  /** What begins the hand-off of a task that its manager gets now; nothing when it goes on with one. */
  begin(task: Task, manager: Agent): EventDraft[] {
    const { newId, now } = this.deps.sources;
    const earlier = Object.values(this.deps.writer.head.handoffs).find(
      (handoff) => handoff.task_id === task.id && !isHandoffEnded(handoff),
    );
    if (earlier?.manager_id === manager.id) return [];
    const at = now();
    const handoff: Handoff = {
      id: newId() as HandoffId,
      task_id: task.id,
      manager_id: manager.id,
      session_id: manager.session_id,
      state: { status: "analyzing", since: at },
      requirements: null,
      parts: [],
      prompts: [],
      result: null,
      created_at: at,
      updated_at: at,
      updated_seq: 0,
    };
    return [
      ...(earlier
        ? this.endOf(earlier.id, "Another manager has the task")
        : []),
      { type: "handoff.created", ...about(handoff), data: { handoff } },
    ];
  }

  /**
   * What ends a hand-off and its parts, for somebody who ends its task. Parts
   * that are done stay done.
   */
  endOf(id: HandoffId, reason: string): EventDraft[] {
    const { head } = this.deps.writer;
    const handoff = head.handoffs[id];
    return handoff && !isHandoffEnded(handoff)
      ? endingDrafts(handoff, head, failure("terminated", reason))
      : [];
  }

  /**
   * Looks what the hand-off needs next, and does it. Safe to call at any time:
   * while it is under way, another call makes it look once more.
   */
  consider(id: HandoffId): void {
    const looking = this.#looks.get(id);
    if (looking) {
      looking.again = true;
      return;
    }
    const look: Look = { again: false, done: Promise.resolve() };
    this.#looks.set(id, look);
    look.done = this.#advance(id, look)
      .catch((error) =>
        this.deps.log.error("hand-off did not go on", { handoff: id, error })
      )
      .finally(() => {
        this.#looks.delete(id);
        if (look.again) this.consider(id);
      });
  }

  /** Resolves when nothing is being looked at any more. */
  async settled(): Promise<void> {
    while (this.#looks.size > 0) {
      await Promise.all([...this.#looks.values()].map(({ done }) => done));
    }
  }

  async #advance(id: HandoffId, look: Look): Promise<void> {
    do look.again = false; while (await this.#act(id) || look.again);
  }

  /** Whether something was done, so that it is worth to look again. */
  async #act(id: HandoffId): Promise<boolean> {
    const next = this.#next(id);
    if (!next) return false;
    const { handoff, action } = next;
    switch (action.kind) {
      case "wait":
        return false;
      case "prompt":
        return await this.#prompt(handoff);
      case "create_parts": {
        const texts = await partTexts(this.deps, handoff);
        return await this.#tell(id, action.kind, texts);
      }
      default:
        return await this.#tell(id, action.kind);
    }
  }

  #next(id: HandoffId): { handoff: Handoff; action: NextAction } | undefined {
    const { head } = this.deps.writer;
    const handoff = head.handoffs[id];
    if (!handoff || isHandoffEnded(handoff)) return undefined;
    const { manager_id, task_id } = handoff;
    // Whoever can be prompted has no turn under way, whatever became of it.
    if (this.deps.turns.canPrompt(manager_id, task_id)) {
      this.#underWay.delete(id);
    }
    return {
      handoff,
      action: nextAction(handoff, head, this.#underWay.has(id)),
    };
  }

  /** Appends what the action comes to, unless something else is due by then; then that is to be looked at. */
  async #tell(
    id: HandoffId,
    kind: NextAction["kind"],
    texts: PartTexts = new Map(),
  ): Promise<boolean> {
    let isOpen = false;
    await appendFacts(this.deps, () => {
      const next = this.#next(id);
      isOpen = next !== undefined;
      return next?.action.kind === kind
        ? this.#drafts(next.handoff, next.action, texts)
        : [];
    });
    return isOpen;
  }

  #drafts(
    handoff: Handoff,
    action: NextAction,
    texts: PartTexts,
  ): EventDraft[] {
    const { writer: { head }, sources } = this.deps;
    switch (action.kind) {
      case "create_parts":
        return creationDrafts(handoff, head, texts, sources);
      case "redo_parts":
        return redoDrafts(handoff, head);
      case "release_parts":
        return releaseDrafts(action.tasks);
      case "tell_parts_ended":
        return [{ type: "handoff.parts_ended", ...about(handoff), data: {} }];
      case "complete":
        return completionDrafts(handoff, head, sources.now());
      case "fail":
        return failureDrafts(handoff, head, this.#explained(handoff, action));
      case "prompt":
      case "wait":
        return [];
    }
  }

  /** Asks the manager, when it can be asked; whether something was done. */
  async #prompt(handoff: Handoff): Promise<boolean> {
    const { turns, writer, store } = this.deps;
    const { id, manager_id, task_id } = handoff;
    if (!turns.canPrompt(manager_id, task_id)) return false;
    const texts = await promptTexts(store, handoff, writer.head);

    // Nothing waits from here on: what is asked is what is needed now.
    const now = this.#next(id);
    if (now?.action.kind !== "prompt") return now !== undefined;
    if (!turns.canPrompt(manager_id, task_id)) return false;
    const { step, reason } = now.action;
    const messageUuid = crypto.randomUUID();
    this.#underWay.set(id, messageUuid);
    const sent = await turns.prompt(manager_id, {
      taskId: task_id,
      messageUuid,
      text: managerPrompt(now.handoff, writer.head, { step, reason }, texts),
      before: [{
        type: "handoff.step_prompted",
        ...about(handoff),
        data: { step, reason, message_uuid: messageUuid },
      }],
      onStarted: () => [{
        type: "handoff.step_started",
        ...about(handoff),
        data: { message_uuid: messageUuid },
      }],
      onEnded: ({ failure }) => {
        this.#forget(id, messageUuid);
        if (failure) this.#failedTurns.set(id, failure);
        else this.#failedTurns.delete(id);
        return failure && this.#isCutOff(failure, task_id) ? [] : [{
          type: "handoff.step_ended",
          ...about(handoff),
          data: { message_uuid: messageUuid },
        }];
      },
    }).catch((error) => {
      this.#forget(id, messageUuid);
      throw error;
    });
    if (!sent) this.#forget(id, messageUuid);
    return sent;
  }

  /** Whether a turn that failed so says nothing of what the manager would have answered. */
  #isCutOff({ kind }: Failure, task: TaskId): boolean {
    const { limits, tasks } = this.deps.writer.head;
    const waits = limits.enabled && !tasks[task]?.ignore_limits;
    return CUT_OFF.has(kind) || waits && isLimit(kind);
  }

  /** A manager whose turns fail cannot answer: then that is the reason. */
  #explained(
    handoff: Handoff,
    { failure: why }: Extract<NextAction, { kind: "fail" }>,
  ): Failure {
    const turn = this.#failedTurns.get(handoff.id);
    this.#failedTurns.delete(handoff.id);
    return why.kind !== "no_answer" || !turn ? why : failure(
      why.kind,
      `${why.message}; its last turn failed (${turn.kind}): ${turn.message}`,
    );
  }

  #forget(id: HandoffId, messageUuid: string): void {
    if (this.#underWay.get(id) === messageUuid) this.#underWay.delete(id);
  }
}
