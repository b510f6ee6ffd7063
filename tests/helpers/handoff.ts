import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Handoff } from "@/domain/handoff.ts";
import { applyToHandoff } from "@/domain/handoff_reducer.ts";
import type { HandoffId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { agentId, AT, placed, someId, taskId } from "./fleet.ts";

export const HANDOFF = someId(1) as HandoffId;

/** A hand-off that was just created, changed as the test needs it. */
export function sampleHandoff(changes: Partial<Handoff> = {}): Handoff {
  return {
    id: HANDOFF,
    task_id: taskId(1),
    manager_id: agentId(1),
    session_id: null,
    state: { status: "analyzing", since: AT },
    requirements: null,
    parts: [],
    prompts: [],
    result: null,
    created_at: AT,
    updated_at: AT,
    updated_seq: 0,
    ...changes,
  };
}

type HandoffDraft = Extract<EventDraft, { type: `handoff.${string}` }>;
/** The type and the data of an event of a hand-off. */
export type Told = { [D in HandoffDraft as D["type"]]: [D["type"], D["data"]] }[
  HandoffDraft["type"]
];

/** An event of the sample hand-off. */
export function toldEvent([type, data]: Told, seq = 1): FleetEvent {
  const draft = {
    type,
    handoff_id: HANDOFF,
    task_id: taskId(1),
    agent_id: agentId(1),
    data,
  } as EventDraft;
  return placed([draft], seq - 1)[0] as FleetEvent;
}

/** The sample hand-off after all that. */
export function handoffAfter(told: readonly Told[], from = sampleHandoff()) {
  return told.reduce(
    (handoff, each, index) =>
      applyToHandoff(handoff, toldEvent(each, index + 1)) as Handoff,
    from,
  );
}

type Step = Handoff["prompts"][number]["step"];
type Reason = Handoff["prompts"][number]["reason"];

/** The n-th prompt, and what becomes of it. */
export const prompted = (
  n: number,
  step: Step,
  reason: Reason = "first",
): Told => ["handoff.step_prompted", {
  step,
  reason,
  message_uuid: someId(100 + n),
}];
export const started = (n: number): Told => [
  "handoff.step_started",
  { message_uuid: someId(100 + n) },
];
export const ended = (n: number): Told => [
  "handoff.step_ended",
  { message_uuid: someId(100 + n) },
];

/** Two parts: `b` needs `a`. */
export const ANALYZED: Told = ["handoff.analyzed", {
  requirements: shortText("All of it"),
  parts: [
    {
      key: "a",
      title: "Part a",
      description: shortText("Make a"),
      depends_on: [],
      requires: [],
    },
    {
      key: "b",
      title: "Part b",
      description: shortText("Make b"),
      depends_on: ["a"],
      requires: ["tests"],
    },
  ],
}];
export const selected = (part: string): Told => [
  "handoff.worker_selected",
  { part, worker_id: agentId(2) },
];
export const instructed = (part: string): Told => [
  "handoff.instructed",
  { part, instructions: shortText(`Do ${part}`) },
];
export const CREATED: Told = ["handoff.parts_created", {
  tasks: [
    { part: "a", task_id: taskId(2) },
    { part: "b", task_id: taskId(3) },
  ],
}];
export const PARTS_ENDED: Told = ["handoff.parts_ended", {}];
export const reviewed = (
  part: string,
  verdict: "accepted" | "sent_back",
): Told => ["handoff.part_reviewed", { part, verdict, reason: "because" }];
export const submitted = (succeeded = true): Told => [
  "handoff.result_submitted",
  { output: shortText("Built"), succeeded },
];
export const COMPLETED: Told = ["handoff.completed", {}];
export const FAILED: Told = ["handoff.failed", {
  failure: { kind: "no_answer", message: "nothing came" },
}];

const selecting = [prompted(1, "analyzing"), ANALYZED, ended(1)];
const instructing = [
  ...selecting,
  prompted(2, "selecting"),
  selected("a"),
  selected("b"),
  ended(2),
];
const executing = [
  ...instructing,
  prompted(3, "instructing"),
  instructed("a"),
  instructed("b"),
  ended(3),
];
const created = [...executing, CREATED];
const processing = [...created, PARTS_ENDED];
const judging = [...processing, prompted(4, "processing")];

/** What leads to each place that a hand-off can be in. */
export const COURSES = {
  "to analyze": [],
  analyzing: [prompted(1, "analyzing")],
  "to select": selecting,
  selecting: [...selecting, prompted(2, "selecting")],
  "to instruct": instructing,
  instructing: [...instructing, prompted(3, "instructing")],
  "to create parts": executing,
  executing: created,
  "to process": processing,
  processing: judging,
  "sending back": [...judging, reviewed("a", "sent_back")],
  "executing again": [...judging, reviewed("a", "sent_back"), ended(4)],
  "to complete": [...judging, submitted()],
  "to reject": [...judging, submitted(false)],
  completed: [...judging, submitted(), ended(4), COMPLETED],
  failed: [prompted(1, "analyzing"), ended(1), FAILED],
} satisfies Readonly<Record<string, readonly Told[]>>;
export type Place = keyof typeof COURSES;
