import { strict as assert } from "node:assert";
import type { Agent } from "@/domain/agent.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task, TaskState } from "@/domain/task.ts";
import { nextAction } from "@/orchestrator/handoff/next_action.ts";
import {
  AGENT_STATES,
  AT,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  COURSES,
  ended,
  handoffAfter,
  type Place,
  prompted,
  type Told,
} from "@/tests/helpers/handoff.ts";

const result = { output: shortText("done"), duration_ms: 1, turns: 1 };
const STATES = {
  pending: { status: "pending", since: AT, not_before: null },
  blocked: { status: "blocked", since: AT },
  running: { status: "running", since: AT },
  in_review: { status: "in_review", since: AT, result },
  completed: { status: "completed", since: AT, result },
  failed: {
    status: "failed",
    since: AT,
    failure: { kind: "budget", message: "no money" },
  },
  cancelled: { status: "cancelled", since: AT, reason: "asked" },
} satisfies Readonly<Record<string, TaskState>>;
type Status = keyof typeof STATES;

/** A fleet whose hand-off's task and parts stand so. */
function fleetWith(
  stand: { parent?: Status; a?: Status; b?: Status; worker?: Partial<Agent> },
  part: Partial<Task> = {},
): Fleet {
  const { parent = "running", a = "running", b = "blocked", worker } = stand;
  const tasks = [
    sampleTask(1, 1, { state: STATES[parent] }),
    sampleTask(2, 2, { state: STATES[a], part: "a", ...part }),
    sampleTask(3, 2, { state: STATES[b], part: "b" }),
  ];
  const agents = [
    sampleAgent(1, { role: "manager" }),
    sampleAgent(2, { state: AGENT_STATES.idle, ...worker }),
  ];
  return {
    ...EMPTY_FLEET,
    tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
    agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])),
  };
}

type Row = {
  readonly name: string;
  readonly course: Place | readonly Told[];
  readonly stand?: Parameters<typeof fleetWith>[0];
  readonly part?: Partial<Task>;
  readonly underWay?: boolean;
  /** The action in short. */
  readonly next: string;
};

const TABLE: readonly Row[] = [
  {
    name: "asks for the first step",
    course: "to analyze",
    next: "prompt analyzing first",
  },
  {
    name: "lets the manager work",
    course: "analyzing",
    underWay: true,
    next: "wait",
  },
  {
    name: "asks again when the turn was lost",
    course: "analyzing",
    next: "prompt analyzing resumed",
  },
  {
    name: "reminds",
    course: [prompted(1, "analyzing"), ended(1)],
    next: "prompt analyzing reminder",
  },
  {
    name: "lets the manager end the turn of an answered step",
    course: [prompted(1, "analyzing"), COURSES["to select"][1] as Told],
    underWay: true,
    next: "wait",
  },
  {
    name: "asks for the next step when the turn of an answered one was lost",
    course: [prompted(1, "analyzing"), COURSES["to select"][1] as Told],
    next: "prompt selecting first",
  },
  {
    name: "asks for instructions",
    course: "to instruct",
    next: "prompt instructing first",
  },
  {
    name: "makes tasks of the parts",
    course: "to create parts",
    next: "create_parts",
  },
  {
    name: "makes tasks while the manager still talks",
    course: COURSES["to create parts"].slice(0, -1),
    underWay: true,
    next: "create_parts",
  },
  { name: "waits for workers", course: "executing", next: "wait" },
  {
    name: "waits for what waits",
    course: "executing",
    stand: { a: "in_review", b: "pending" },
    next: "wait",
  },
  {
    name: "tells that all parts are over, however they ended",
    course: "executing",
    stand: { a: "failed", b: "cancelled" },
    next: "tell_parts_ended",
  },
  {
    name: "tells that all parts are done",
    course: "executing",
    stand: { a: "in_review", b: "in_review" },
    next: "tell_parts_ended",
  },
  {
    name: "lets anybody take what waits for a worker that ended",
    course: "executing",
    stand: { worker: { state: AGENT_STATES.failed } },
    next: "release_parts 3",
  },
  {
    name: "asks for a judgement",
    course: "to process",
    next: "prompt processing first",
  },
  {
    name: "lets the manager send more back",
    course: "sending back",
    stand: { a: "in_review", b: "in_review" },
    underWay: true,
    next: "wait",
  },
  {
    name: "has it done again when the turn is over",
    course: "executing again",
    stand: { a: "in_review", b: "in_review" },
    next: "redo_parts",
  },
  {
    name: "has it done again when the turn was lost",
    course: "sending back",
    stand: { a: "failed", b: "failed" },
    next: "redo_parts",
  },
  {
    name: "has it done again once",
    course: "executing again",
    stand: { a: "in_review", b: "in_review" },
    part: { feedback: "because" },
    next: "tell_parts_ended",
  },
  {
    name: "lets the manager end the turn of the result",
    course: "to complete",
    underWay: true,
    next: "wait",
  },
  { name: "completes", course: "to complete", next: "complete" },
  {
    name: "waits until the manager has its task again",
    course: "to complete",
    stand: { parent: "pending" },
    next: "wait",
  },
  { name: "rejects", course: "to reject", next: "fail rejected" },
  {
    name: "ends after its task",
    course: "executing",
    stand: { parent: "failed" },
    next: "fail budget",
  },
  {
    name: "ends after its cancelled task",
    course: "selecting",
    stand: { parent: "cancelled" },
    underWay: true,
    next: "fail terminated",
  },
  {
    name: "ends well after its completed task",
    course: "to complete",
    stand: { parent: "completed" },
    next: "complete",
  },
  { name: "does nothing any more", course: "completed", next: "wait" },
  { name: "does nothing after a failure", course: "failed", next: "wait" },
];

for (const { name, course, stand, part, underWay = false, next } of TABLE) {
  Deno.test(`the next thing for a hand-off: ${name}`, () => {
    const told = typeof course === "string" ? COURSES[course] : course;
    const handoff = handoffAfter(told);

    const action = nextAction(handoff, fleetWith(stand ?? {}, part), underWay);

    assert.equal(inShort(action), next, JSON.stringify(action));
  });
}

function inShort(action: ReturnType<typeof nextAction>): string {
  switch (action.kind) {
    case "prompt":
      return `prompt ${action.step} ${action.reason}`;
    case "fail":
      return `fail ${action.failure.kind}`;
    case "release_parts":
      return `release_parts ${
        action.tasks.map(({ id }) => id === taskId(3) ? 3 : 2).join()
      }`;
    default:
      return action.kind;
  }
}

Deno.test("a step that fails names what it lacked, and who was not there for it", () => {
  const thrice = (["first", "reminder", "retry"] as const).flatMap(
    (reason, n): Told[] => [prompted(5 + n, "selecting", reason), ended(5 + n)],
  );
  const handoff = handoffAfter([...COURSES["to select"], ...thrice]);

  const action = nextAction(handoff, fleetWith({}), false);

  assert.equal(
    action.kind === "fail" && action.failure.message,
    'The manager was asked three times, and did not hand in a worker for "a", "b" (nobody who can do tests is there for "b")',
  );
});
