import { strict as assert } from "node:assert";
import type { AgentState, AgentStatus } from "@/domain/agent.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { shortText } from "@/domain/long_text.ts";
import type { TaskState, TaskStatus } from "@/domain/task.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { reconcile } from "@/orchestrator/reconcile.ts";
import {
  AGENT_STATES,
  agentId,
  AT,
  fleetAfter,
  sampleAgent,
  sampleAttempt,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";

function fleetOf(
  agent: AgentState,
  ...tasks: readonly TaskState[]
): Fleet {
  return {
    ...EMPTY_FLEET,
    seq: 5,
    agents: { [agentId(1)]: sampleAgent(1, { state: agent }) },
    tasks: Object.fromEntries(
      tasks.map((state, n) => [
        taskId(n),
        sampleTask(n, 1, {
          state,
          attempts: hasAgent(state) ? [sampleAttempt(1)] : [],
        }),
      ]),
    ),
  };
}

const restart = (fleet: Fleet) => reconcile(fleet, "1.2.3", AT);

const PENDING: TaskState = { status: "pending", since: AT, not_before: null };
const ASSIGNED: TaskState = { status: "assigned", since: AT };
const RUNNING: TaskState = { status: "running", since: AT };
const CANCELLED: TaskState = { status: "cancelled", since: AT, reason: "x" };

type Case = {
  readonly tasks: readonly TaskState[];
  readonly agentAfter: AgentStatus;
  readonly tasksAfter: readonly TaskStatus[];
  readonly resumed: boolean;
};

const CASES: Readonly<Record<AgentStatus, Case>> = {
  starting: {
    tasks: [PENDING],
    agentAfter: "starting",
    tasksAfter: ["pending"],
    resumed: true,
  },
  idle: {
    tasks: [PENDING, CANCELLED],
    agentAfter: "starting",
    tasksAfter: ["pending", "cancelled"],
    resumed: true,
  },
  busy: {
    tasks: [PENDING, RUNNING],
    agentAfter: "starting",
    tasksAfter: ["pending", "pending"],
    resumed: true,
  },
  terminating: {
    tasks: [PENDING, CANCELLED],
    agentAfter: "terminated",
    tasksAfter: ["cancelled", "cancelled"],
    resumed: false,
  },
  terminated: {
    tasks: [PENDING, CANCELLED],
    agentAfter: "terminated",
    tasksAfter: ["cancelled", "cancelled"],
    resumed: false,
  },
  failed: {
    tasks: [PENDING],
    agentAfter: "failed",
    tasksAfter: ["cancelled"],
    resumed: false,
  },
  error: {
    tasks: [ASSIGNED],
    agentAfter: "starting",
    tasksAfter: ["pending"],
    resumed: true,
  },
};

for (const [status, expected] of Object.entries(CASES)) {
  Deno.test(`an agent that was ${status} is ${expected.agentAfter} after a restart, and its tasks ${expected.tasksAfter.join(", ")}`, () => {
    const fleet = fleetOf(
      AGENT_STATES[status as AgentStatus],
      ...expected.tasks,
    );

    const { drafts, resumed } = restart(fleet);

    const after = fleetAfter(drafts, fleet);
    assert.equal(after.agents[agentId(1)]?.state.status, expected.agentAfter);
    assert.deepEqual(
      expected.tasks.map((_, n) => after.tasks[taskId(n)]?.state.status),
      expected.tasksAfter,
    );
    assert.deepEqual(resumed, expected.resumed ? [agentId(1)] : []);
  });
}

Deno.test("a restart tells first how many tasks it cost and how many agents it resumes", () => {
  const { drafts } = restart(
    fleetOf(AGENT_STATES.busy, RUNNING, PENDING),
  );

  assert.deepEqual(drafts[0], {
    type: "server.started",
    data: { version: "1.2.3", interrupted_tasks: 1, resumed_agents: 1 },
  });
});

Deno.test("the attempt that was running ends as interrupted, and its task may be tried again at once", () => {
  const fleet = fleetOf(AGENT_STATES.busy, PENDING, RUNNING);

  const after = fleetAfter(restart(fleet).drafts, fleet);

  const task = after.tasks[taskId(1)];
  assert.deepEqual(task?.state, {
    status: "pending",
    since: AT,
    not_before: AT,
  });
  const [attempt] = task.attempts;
  assert.equal(attempt?.outcome, "crashed");
  assert.equal(attempt?.failure?.kind, "interrupted");
  assert.equal(after.agents[agentId(1)]?.tasks_failed, 0);
});

Deno.test("a result that was submitted before the server went down is the task's result", () => {
  const submitted = shortText("all done");
  const fleet = {
    ...fleetOf(AGENT_STATES.busy),
    tasks: {
      [taskId(1)]: sampleTask(1, 1, {
        state: RUNNING,
        attempts: [{ ...sampleAttempt(1), submitted }],
      }),
    },
  };

  const after = fleetAfter(restart(fleet).drafts, fleet);

  const state = after.tasks[taskId(1)]?.state;
  assert.ok(state?.status === "completed");
  assert.deepEqual(state.result.output, submitted);
});

Deno.test("what anybody may do waits on, though the agent that had it is gone", () => {
  const fleet = {
    ...fleetOf(AGENT_STATES.terminated),
    tasks: { [taskId(1)]: sampleTask(1, 1, { pinned: false }) },
  };

  const after = fleetAfter(restart(fleet).drafts, fleet);

  assert.equal(after.tasks[taskId(1)]?.state.status, "pending");
});

Deno.test("an agent is resumed in its session only when a turn was begun in it", () => {
  const launched = [true, false].map((begun) => {
    const agent = sampleAgent(1, {
      state: AGENT_STATES.idle,
      claude_session: { id: agentId(3), begun },
    });
    return restart({ ...EMPTY_FLEET, agents: { [agent.id]: agent } })
      .drafts.at(-1);
  });

  assert.deepEqual(
    launched.map((draft) => draft?.data),
    [{ resuming: true }, { resuming: false }],
  );
});

Deno.test("after a restart nothing is left to reconcile but the start itself", () => {
  const fleet = fleetOf(AGENT_STATES.terminating, PENDING);
  const after = fleetAfter(restart(fleet).drafts, fleet);

  const { drafts, resumed } = restart(after);

  assert.deepEqual(drafts.map(({ type }) => type), ["server.started"]);
  assert.deepEqual(resumed, []);
});
