import { beginning } from "./beginning.ts";
import type { FleetEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import type { Handoff, HandoffPart, StepPrompt } from "./handoff.ts";
import { isAsked, isTurnOpen, nextReason } from "./handoff_ledger.ts";
import { isHandoffEnded } from "./handoff_status.ts";
import { type HandoffStep, MAX_SENT_BACK } from "./handoff_steps.ts";
import type { Instant } from "./ids.ts";

/** Prompts that the record of a hand-off keeps: more than its steps take, unless many are lost. */
export const KEPT_PROMPTS = 30;
const FAILURE_CHARS = 400;

type HandoffEvent = Extract<FleetEvent, { type: `handoff.${string}` }>;

/**
 * The hand-off after one event; the same object when the event does not
 * concern it, or is not legal where the hand-off stands. Pure. An ended
 * hand-off stays as it ended.
 */
export function applyToHandoff(
  handoff: Handoff | undefined,
  event: FleetEvent,
): Handoff | undefined {
  if (event.type === "handoff.created") {
    return handoff ?? { ...event.data.handoff, updated_seq: event.seq };
  }
  if (!handoff || !isHandoffEvent(event) || event.handoff_id !== handoff.id) {
    return handoff;
  }
  const changed = isHandoffEnded(handoff) ? undefined : change(handoff, event);
  return changed
    ? { ...handoff, ...changed, updated_at: event.at, updated_seq: event.seq }
    : handoff;
}

function isHandoffEvent(event: FleetEvent): event is HandoffEvent {
  return event.type.startsWith("handoff.");
}

function change(
  handoff: Handoff,
  event: HandoffEvent,
): Partial<Handoff> | undefined {
  switch (event.type) {
    case "handoff.step_prompted":
      return prompted(handoff, event);
    case "handoff.step_started":
      return edited(handoff, event.data.message_uuid, "started_at", event.at);
    case "handoff.step_ended":
      return edited(handoff, event.data.message_uuid, "ended_at", event.at);
    case "handoff.analyzed":
      return !asked(handoff, "analyzing") ? undefined : {
        requirements: event.data.requirements,
        parts: event.data.parts.map(newPart),
        prompts: answered(handoff, event.at),
        state: { status: "selecting", since: event.at },
      };
    case "handoff.worker_selected":
      return filled(handoff, "selecting", event.data.part, {
        agent_id: event.data.worker_id,
      }, event.at);
    case "handoff.instructed":
      return filled(handoff, "instructing", event.data.part, {
        instructions: event.data.instructions,
      }, event.at);
    case "handoff.parts_created":
      return partsCreated(handoff, event);
    case "handoff.parts_ended":
      return handoff.state.status !== "executing" || !hasTasks(handoff)
        ? undefined
        : { state: { status: "processing", since: event.at } };
    case "handoff.part_reviewed":
      return reviewed(handoff, event);
    case "handoff.result_submitted":
      return !asked(handoff, "processing") ? undefined : {
        result: event.data,
        prompts: answered(handoff, event.at),
      };
    case "handoff.completed":
      return handoff.result?.succeeded
        ? { state: { status: "completed", since: event.at } }
        : undefined;
    case "handoff.failed":
      return {
        state: {
          status: "failed",
          since: event.at,
          step: handoff.state.status as HandoffStep,
          failure: shortened(event.data.failure),
        },
      };
    case "handoff.created":
      return undefined;
  }
}

/** The manager was asked for this step, and owes what it needs. */
function asked(handoff: Handoff, step: HandoffStep): boolean {
  return handoff.state.status === step && isAsked(handoff);
}

function prompted(
  handoff: Handoff,
  { seq, at, data }: Extract<HandoffEvent, { type: "handoff.step_prompted" }>,
): Partial<Handoff> | undefined {
  const { step, reason, message_uuid } = data;
  const legal = handoff.state.status === step && step !== "executing" &&
    handoff.result === null && nextReason(handoff) === reason;
  return !legal ? undefined : {
    prompts: [...withoutLost(handoff.prompts), {
      step,
      reason,
      message_uuid,
      token: seq,
      offered_at: at,
      started_at: null,
      ended_at: null,
      accepted_at: null,
    }],
  };
}

/**
 * Of very many prompts, those go whose process was lost before they were
 * answered, the oldest first: they count for nothing, and the log has them.
 */
function withoutLost(prompts: readonly StepPrompt[]): readonly StepPrompt[] {
  if (prompts.length < KEPT_PROMPTS) return prompts;
  const lost = prompts.findIndex(({ ended_at, accepted_at }) =>
    ended_at === null && accepted_at === null
  );
  return prompts.filter((_, index) => index !== Math.max(lost, 0));
}

/** So that it fits into its record; the log, and its task, have all of it. */
function shortened(failure: Failure): Failure {
  return { ...failure, message: beginning(failure.message, FAILURE_CHARS) };
}

function edited(
  handoff: Handoff,
  uuid: string,
  moment: "started_at" | "ended_at",
  at: Instant,
): Partial<Handoff> | undefined {
  const known = handoff.prompts.some((prompt) =>
    prompt.message_uuid === uuid && prompt[moment] === null
  );
  return !known ? undefined : {
    prompts: handoff.prompts.map((prompt) =>
      prompt.message_uuid === uuid ? { ...prompt, [moment]: at } : prompt
    ),
  };
}

/** The newest prompt has what it asked for. */
function answered(handoff: Handoff, at: Instant): StepPrompt[] {
  return handoff.prompts.map((prompt, index) =>
    index === handoff.prompts.length - 1
      ? { ...prompt, accepted_at: at }
      : prompt
  );
}

function newPart(
  part: Pick<
    HandoffPart,
    "key" | "title" | "description" | "depends_on" | "requires"
  >,
): HandoffPart {
  return {
    ...part,
    agent_id: null,
    instructions: null,
    task_id: null,
    review: null,
    sent_back: 0,
  };
}

/** One part gets what the step is about; the last part that lacked it ends the step. */
function filled(
  handoff: Handoff,
  step: "selecting" | "instructing",
  key: string,
  given: Partial<Pick<HandoffPart, "agent_id" | "instructions">>,
  at: Instant,
): Partial<Handoff> | undefined {
  if (!asked(handoff, step) || !hasPart(handoff, key)) return undefined;
  const parts = withPart(handoff, key, (part) => ({ ...part, ...given }));
  const [field, next] = step === "selecting"
    ? ["agent_id", "instructing"] as const
    : ["instructions", "executing"] as const;
  return parts.some((part) => part[field] === null) ? { parts } : {
    parts,
    prompts: answered(handoff, at),
    state: { status: next, since: at },
  };
}

function partsCreated(
  handoff: Handoff,
  event: Extract<HandoffEvent, { type: "handoff.parts_created" }>,
): Partial<Handoff> | undefined {
  const ids = new Map(
    event.data.tasks.map(({ part, task_id }) => [part, task_id]),
  );
  const legal = handoff.state.status === "executing" &&
    handoff.parts.every(({ key, task_id }) => !task_id && ids.has(key));
  return !legal ? undefined : {
    parts: handoff.parts.map((part) => ({
      ...part,
      task_id: ids.get(part.key) ?? null,
    })),
  };
}

/**
 * The first part that is sent back ends the step, though not the turn: in it,
 * more parts may follow.
 */
function reviewed(
  handoff: Handoff,
  event: Extract<HandoffEvent, { type: "handoff.part_reviewed" }>,
): Partial<Handoff> | undefined {
  const { part: key, verdict, reason } = event.data;
  const first = asked(handoff, "processing");
  const part = handoff.parts.find((each) => each.key === key);
  if (!part || !(first || isSendingBack(handoff))) return undefined;
  const sentBack = verdict === "sent_back";
  if (sentBack && part.sent_back >= MAX_SENT_BACK) return undefined;
  const parts = withPart(handoff, key, (each) => ({
    ...each,
    review: { verdict, reason, at: event.at },
    sent_back: each.sent_back + (sentBack ? 1 : 0),
  }));
  return !sentBack || !first ? { parts } : {
    parts,
    prompts: answered(handoff, event.at),
    state: { status: "executing", since: event.at },
  };
}

/** In the turn that judges the parts, one was sent back, and the turn goes on. */
export function isSendingBack(handoff: Handoff): boolean {
  return handoff.state.status === "executing" && isTurnOpen(handoff) &&
    handoff.prompts.at(-1)?.step === "processing";
}

function hasTasks(handoff: Handoff): boolean {
  return handoff.parts.every(({ task_id }) => task_id !== null);
}

function hasPart(handoff: Handoff, key: string): boolean {
  return handoff.parts.some((part) => part.key === key);
}

function withPart(
  handoff: Handoff,
  key: string,
  edit: (part: HandoffPart) => HandoffPart,
): HandoffPart[] {
  return handoff.parts.map((part) => part.key === key ? edit(part) : part);
}
