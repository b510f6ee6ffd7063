import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff, HandoffPart, StepPrompt } from "@/domain/handoff.ts";
import type { AgentId, HandoffId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { sampleAttempt } from "./sample_attempt.ts";
import { sampleMessages } from "./sample_messages.ts";
import {
  busy,
  byId,
  CRASH,
  running,
  sampleAgent,
  sampleFleet,
  sampleId,
  sampleTask,
  sampleTime,
  sampleUsage,
} from "./sample_fleet.ts";

/** The task that a manager hands off in `sampleCrew`. */
export const HANDED_OFF = sampleId(201) as TaskId;
const MAE = sampleId(20) as AgentId;
const HANDOFF = sampleId(500) as HandoffId;

/**
 * The sample fleet with a manager in the middle of a hand-off, workers in the
 * states that it brings, tasks that wait for anybody, and messages.
 */
export function sampleCrew(): Fleet {
  const fleet = sampleFleet();
  return {
    ...fleet,
    agents: { ...fleet.agents, ...byId(crew()) },
    tasks: { ...fleet.tasks, ...byId([...parts(), ...queue()]) },
    handoffs: byId([sampleHandoff()]),
    messages: byId(sampleMessages()),
    queue: {
      paused: {
        since: sampleTime(40),
        reason: "The staging server is being replaced",
        by: { kind: "person" },
      },
    },
  };
}

function crew() {
  const leads = { role: "manager" } as const;
  return [
    sampleAgent(
      20,
      "Mae",
      busy(412, 201, {
        kind: "awaiting_workers",
        since: sampleTime(300),
        detail: "2 of 3 parts",
      }),
      leads,
    ),
    sampleAgent(
      21,
      "Noa",
      busy(210, 203, {
        kind: "thinking",
        since: sampleTime(6),
      }),
    ),
    sampleAgent(22, "Oli", {
      status: "error",
      since: sampleTime(4),
      failure: CRASH,
      restart_at: sampleTime(-8),
    }, { crashes: [sampleTime(600), sampleTime(4)] }),
    sampleAgent(
      23,
      "Pia",
      busy(900, 209, { kind: "silent", since: sampleTime(130) }),
    ),
  ];
}

/** The handed-off task and its three parts. */
function parts() {
  const part = { parent_id: HANDED_OFF, pinned: true };
  return [
    sampleTask(
      201,
      20,
      "Sign in with the company's own accounts",
      running(412),
      {
        mode: "handoff",
        handoff_id: HANDOFF,
        attempts: [sampleAttempt(1, 20, 412)],
        tree_usage: sampleUsage(14),
      },
    ),
    sampleTask(
      202,
      21,
      "Read the accounts from the directory",
      {
        status: "in_review",
        since: sampleTime(215),
        result: {
          output: shortText("Done in src/directory.ts; 14 tests pass."),
          duration_ms: 71_000,
          turns: 1,
        },
      },
      {
        ...part,
        part: "directory",
        progress: 0.99,
        attempts: [
          sampleAttempt(1, 21, 290, { outcome: "succeeded", after: 75 }),
        ],
      },
    ),
    sampleTask(203, 21, "Show the sign-in page", running(210), {
      ...part,
      part: "page",
      progress: 0.4,
      feedback: "The error for a wrong password is missing. Show it.",
      attempts: [
        sampleAttempt(1, 22, 280, {
          outcome: "crashed",
          after: 40,
          failure: CRASH,
        }),
        sampleAttempt(2, 21, 210),
      ],
    }),
    sampleTask(204, 22, "Test both together", {
      status: "blocked",
      since: sampleTime(290),
    }, {
      ...part,
      part: "tests",
      depends_on: [sampleId(202) as TaskId, sampleId(203) as TaskId],
    }),
  ];
}

/** Tasks that wait, one that nobody could do, and one that needs an answer. */
function queue() {
  const anybody = {
    agent_id: null,
    pinned: false,
    usage: sampleUsage(0),
    tree_usage: sampleUsage(0),
  };
  const failure = { kind: "stalled", message: "No frame for 120 s." } as const;
  return [
    sampleTask(205, 0, "Review the sign-in of the mobile app", {
      status: "pending",
      since: sampleTime(80),
      not_before: null,
    }, { ...anybody, requires: ["review"], priority: 10 }),
    sampleTask(206, 0, "Measure the time of the first page", {
      status: "pending",
      since: sampleTime(20),
      not_before: sampleTime(-34),
    }, {
      ...anybody,
      attempts: [
        sampleAttempt(1, 22, 90, { outcome: "crashed", after: 70, failure }),
      ],
    }),
    sampleTask(207, 23, "Upgrade the bundler", {
      status: "failed",
      since: sampleTime(140),
      failure,
    }, {
      attempts: [1, 2, 3].map((number) =>
        sampleAttempt(number, 23, 700 - 180 * number, {
          outcome: "stalled",
          after: 120,
          failure,
        })
      ),
    }),
    sampleTask(208, 4, "Clean the caches of the build", {
      status: "awaiting_approval",
      since: sampleTime(46),
    }, { attempts: [sampleAttempt(1, 4, 90)] }),
    sampleTask(209, 23, "Replace the date library", running(900), {
      attempts: [sampleAttempt(1, 23, 900)],
    }),
  ];
}

/** A hand-off in its fourth step, with a part that was sent back. */
export function sampleHandoff(): Handoff {
  return {
    id: HANDOFF,
    task_id: HANDED_OFF,
    manager_id: MAE,
    session_id: null,
    state: { status: "executing", since: sampleTime(230) },
    requirements: shortText(
      "People sign in with the accounts of the directory. Who is not in it is refused with a reason. The old passwords stop working.",
    ),
    parts: [
      samplePart("directory", "Read the accounts from the directory", 21, 202),
      {
        ...samplePart("page", "Show the sign-in page", 21, 203),
        review: {
          verdict: "sent_back",
          reason: "The error for a wrong password is missing. Show it.",
          at: sampleTime(230),
        },
        sent_back: 1,
      },
      {
        ...samplePart("tests", "Test both together", 22, 204),
        depends_on: ["directory", "page"],
        requires: ["test"],
      },
    ],
    prompts: [
      samplePrompt("analyzing", 411, "first", false),
      samplePrompt("analyzing", 380, "reminder"),
      samplePrompt("selecting", 350, "first"),
      samplePrompt("instructing", 330, "first"),
      samplePrompt("processing", 240, "first"),
    ],
    result: null,
    created_at: sampleTime(412),
    updated_at: sampleTime(210),
    updated_seq: 900,
  };
}

function samplePart(
  key: string,
  title: string,
  worker: number,
  task: number,
): HandoffPart {
  return {
    key,
    title,
    description: shortText(`${title}, as the requirements say.`),
    depends_on: [],
    requires: [],
    agent_id: sampleId(worker) as AgentId,
    instructions: shortText(
      `Work in src/${key}. Change nothing else. It is done when "deno task test src/${key}" passes.`,
    ),
    task_id: sampleId(task) as TaskId,
    review: null,
    sent_back: 0,
  };
}

function samplePrompt(
  step: StepPrompt["step"],
  began: number,
  reason: StepPrompt["reason"],
  answered = true,
): StepPrompt {
  return {
    step,
    reason,
    message_uuid: sampleId(9_000 + began),
    token: 10_000 - began,
    offered_at: sampleTime(began),
    started_at: sampleTime(began - 1),
    ended_at: sampleTime(began - 9),
    accepted_at: answered ? sampleTime(began - 8) : null,
  };
}
