import { strict as assert } from "node:assert";
import type { AgentState, AgentStatus } from "@/domain/agent.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { TaskState, TaskStatus } from "@/domain/task.ts";
import { reconcile } from "@/orchestrator/reconcile.ts";
import {
  AGENT_STATES,
  agentId,
  AT,
  fleetAfter,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";

function fleetOf(
  agent: AgentState,
  ...tasks: readonly TaskState[]
): Fleet {
  return {
    seq: 5,
    agents: { [agentId(1)]: sampleAgent(1, { state: agent }) },
    tasks: Object.fromEntries(
      tasks.map((state, n) => [taskId(n), sampleTask(n, 1, { state })]),
    ),
    sessions: {},
  };
}

const PENDING: TaskState = { status: "pending", since: AT };
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
    tasksAfter: ["pending", "failed"],
    resumed: true,
  },
  terminating: {
    tasks: [PENDING, RUNNING],
    agentAfter: "terminated",
    tasksAfter: ["cancelled", "failed"],
    resumed: false,
  },
  terminated: {
    tasks: [PENDING, CANCELLED],
    agentAfter: "terminated",
    tasksAfter: ["cancelled", "cancelled"],
    resumed: false,
  },
  failed: {
    tasks: [ASSIGNED],
    agentAfter: "failed",
    tasksAfter: ["failed"],
    resumed: false,
  },
};

for (const [status, expected] of Object.entries(CASES)) {
  Deno.test(`an agent that was ${status} is ${expected.agentAfter} after a restart, and its tasks ${expected.tasksAfter.join(", ")}`, () => {
    const fleet = fleetOf(
      AGENT_STATES[status as AgentStatus],
      ...expected.tasks,
    );

    const { drafts, resumed } = reconcile(fleet, "1.2.3");

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
  const { drafts } = reconcile(
    fleetOf(AGENT_STATES.busy, RUNNING, PENDING),
    "1.2.3",
  );

  assert.deepEqual(drafts[0], {
    type: "server.started",
    data: { version: "1.2.3", interrupted_tasks: 1, resumed_agents: 1 },
  });
});

Deno.test("the task that was running is counted as failed, with its attempt", () => {
  const attempt = {
    number: 1,
    agent_id: agentId(1),
    message_uuid: agentId(9),
    assigned_at: AT,
    started_at: AT,
    ended_at: null,
    outcome: null,
  };
  const fleet: Fleet = {
    seq: 5,
    agents: { [agentId(1)]: sampleAgent(1, { state: AGENT_STATES.busy }) },
    tasks: {
      [taskId(1)]: sampleTask(1, 1, { state: RUNNING, attempts: [attempt] }),
    },
    sessions: {},
  };

  const after = fleetAfter(reconcile(fleet, "1.2.3").drafts, fleet);

  const task = after.tasks[taskId(1)];
  assert.ok(task?.state.status === "failed");
  assert.equal(task.state.failure.kind, "interrupted");
  assert.equal(task.attempts[0]?.outcome, "crashed");
  assert.equal(after.agents[agentId(1)]?.tasks_failed, 1);
});

Deno.test("an agent is resumed in its session only when a turn was begun in it", () => {
  const launched = [true, false].map((begun) => {
    const agent = sampleAgent(1, {
      state: AGENT_STATES.idle,
      claude_session: { id: agentId(3), begun },
    });
    return reconcile({ ...EMPTY_FLEET, agents: { [agent.id]: agent } }, "1")
      .drafts.at(-1);
  });

  assert.deepEqual(
    launched.map((draft) => draft?.data),
    [{ resuming: true }, { resuming: false }],
  );
});

Deno.test("after a restart nothing is left to reconcile but the start itself", () => {
  const fleet = fleetOf(AGENT_STATES.terminating, PENDING, RUNNING);
  const after = fleetAfter(reconcile(fleet, "1").drafts, fleet);

  const { drafts, resumed } = reconcile(after, "1");

  assert.deepEqual(drafts.map(({ type }) => type), ["server.started"]);
  assert.deepEqual(resumed, []);
});
