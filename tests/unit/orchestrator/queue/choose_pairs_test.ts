import { strict as assert } from "node:assert";
import fc from "fast-check";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { AgentConfig } from "@/domain/agent.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Task } from "@/domain/task.ts";
import { choosePairs, nextReadyMs } from "@/orchestrator/queue/choose_pairs.ts";
import {
  agentId,
  AT,
  sampleAgent,
  sampleAttempt,
  sampleTask,
  sessionId,
} from "@/tests/helpers/fleet.ts";

const NOW_MS = Date.parse(AT);

function fleetOf(
  agents: readonly Agent[],
  tasks: readonly Task[],
  changes: Partial<Fleet> = {},
): Fleet {
  return {
    ...EMPTY_FLEET,
    agents: Object.fromEntries(agents.map((each) => [each.id, each])),
    tasks: Object.fromEntries(tasks.map((each) => [each.id, each])),
    ...changes,
  };
}

/** Who gets what, as numbers: `task-agent`. */
function pairs(fleet: Fleet, maxRunning = 100): string[] {
  const free = Object.values(fleet.agents).map(({ id }) => id);
  const number = (id: string) => parseInt(id.slice(-4), 16);
  return choosePairs(fleet, free, { nowMs: NOW_MS, maxRunning })
    .map(({ task, agent }) => `${number(task.id)}-${number(agent.id)}`);
}

const forAnybody = { agent_id: null, pinned: false };
const able = (n: number, ...capabilities: string[]) =>
  sampleAgent(n, {
    config: AgentConfig.parse({ role: "worker", capabilities }),
  });

Deno.test("the most urgent task goes first, then the oldest", () => {
  const tasks = [
    sampleTask(1, 0, forAnybody),
    sampleTask(2, 0, { ...forAnybody, priority: 10 }),
    sampleTask(3, 0, { ...forAnybody, priority: 10 }),
  ];

  assert.deepEqual(pairs(fleetOf([able(1), able(2)], tasks)), ["2-1", "3-2"]);
});

Deno.test("while fewer may work at once, only tasks that ignore limits go beyond that", () => {
  const running = { status: "running", since: AT } as const;
  const tasks = [
    sampleTask(1, 1, { state: running }),
    sampleTask(2, 0, { ...forAnybody, priority: 10 }),
    sampleTask(3, 0, forAnybody),
    sampleTask(4, 0, { ...forAnybody, ignore_limits: true }),
  ];
  const fleet = fleetOf([able(2), able(3), able(4)], tasks);

  const chosen = (places: number) =>
    choosePairs(fleet, Object.values(fleet.agents).map(({ id }) => id), {
      nowMs: NOW_MS,
      maxRunning: 100,
      places,
    }).map(({ task }) => task.title);

  assert.deepEqual(chosen(1), ["Task 4"]);
  assert.deepEqual(chosen(2), ["Task 2", "Task 4"]);
  assert.deepEqual(chosen(Infinity), ["Task 2", "Task 3", "Task 4"]);
});

Deno.test("a task that is one agent's waits for it, and those behind it do not", () => {
  const tasks = [sampleTask(1, 9), sampleTask(2, 0, forAnybody)];

  assert.deepEqual(pairs(fleetOf([able(1)], tasks)), ["2-1"]);
});

Deno.test("what a task requires, its agent can do", () => {
  const tasks = [
    sampleTask(1, 0, { ...forAnybody, requires: ["python", "review"] }),
    sampleTask(2, 0, { ...forAnybody, requires: ["python"] }),
  ];
  const agents = [able(1, "python"), able(2), able(3, "review", "python")];

  assert.deepEqual(pairs(fleetOf(agents, tasks)), ["1-3", "2-1"]);
});

Deno.test("a session's task is for its own agents, a task of none for any", () => {
  const inSession = { session_id: sessionId(1) };
  const own = sampleTask(1, 0, { ...forAnybody, ...inSession });
  const outside = sampleTask(2, 0, forAnybody);
  const member = sampleAgent(2, inSession);

  assert.deepEqual(pairs(fleetOf([able(1), member], [own, outside])), [
    "1-2",
    "2-1",
  ]);
  assert.deepEqual(pairs(fleetOf([able(1)], [own])), []);
  assert.deepEqual(pairs(fleetOf([member], [outside])), ["2-2"]);
});

Deno.test("a hand-off for anybody goes to a manager, other tasks to workers", () => {
  const tasks = [
    sampleTask(1, 0, { ...forAnybody, mode: "handoff" }),
    sampleTask(2, 0, forAnybody),
  ];
  const agents = [able(1), sampleAgent(2, { role: "manager" })];

  assert.deepEqual(pairs(fleetOf(agents, tasks)), ["1-2", "2-1"]);
});

Deno.test("who had a task before gets it again, else who has worked least", () => {
  const again = { ...forAnybody, agent_id: agentId(2) };
  const agents = [
    { ...able(1), turns: 5 },
    { ...able(2), turns: 9 },
    { ...able(3), turns: 1 },
  ];

  assert.deepEqual(
    pairs(fleetOf(agents, [
      sampleTask(1, 0, again),
      sampleTask(2, 0, forAnybody),
    ])),
    ["1-2", "2-3"],
  );
});

Deno.test("a task that failed waits for its time, and the timer knows when", () => {
  const later = new Date(NOW_MS + 5_000).toISOString();
  const fleet = fleetOf([able(1)], [
    sampleTask(1, 1, {
      state: { status: "pending", since: AT, not_before: later },
    }),
  ]);

  assert.deepEqual(pairs(fleet), []);
  assert.equal(nextReadyMs(fleet, NOW_MS), NOW_MS + 5_000);
  assert.equal(nextReadyMs(fleet, NOW_MS + 5_000), undefined);
});

Deno.test("no more tasks run at once than may, and none begins while the queue is paused", () => {
  const running = sampleTask(1, 9, {
    state: { status: "running", since: AT },
    attempts: [sampleAttempt(9)],
  });
  const tasks = [running, sampleTask(2, 0, forAnybody), sampleTask(3, 2)];
  const agents = [able(1), able(2)];
  const by = { kind: "person" } as const;
  const paused = { since: AT, reason: "lunch", by };

  assert.deepEqual(pairs(fleetOf(agents, tasks), 2), ["2-1"]);
  assert.deepEqual(pairs(fleetOf(agents, tasks), 1), []);
  assert.deepEqual(pairs(fleetOf(agents, tasks, { queue: { paused } })), []);
});

Deno.test("nobody gets two tasks, no task two agents, and nobody what it may not do", () => {
  const anyTask = fc.record({
    priority: fc.integer({ min: -2, max: 2 }),
    pinned: fc.boolean(),
    agent: fc.integer({ min: 1, max: 4 }),
    needs: fc.subarray(["a", "b"]),
    status: fc.constantFrom("pending", "blocked", "running"),
  });
  const anyAgent = fc.record({ has: fc.subarray(["a", "b"]) });
  fc.assert(fc.property(
    fc.array(anyTask, { maxLength: 12 }),
    fc.array(anyAgent, { maxLength: 4 }),
    fc.integer({ min: 0, max: 6 }),
    (someTasks, someAgents, maxRunning) => {
      const tasks = someTasks.map((each, n) =>
        sampleTask(n + 1, each.agent, {
          priority: each.priority,
          pinned: each.pinned,
          requires: each.needs,
          state: each.status === "pending"
            ? { status: "pending", since: AT, not_before: null }
            : { status: each.status as "blocked" | "running", since: AT },
        })
      );
      const agents = someAgents.map(({ has }, n) => able(n + 1, ...has));
      const fleet = fleetOf(agents, tasks);
      const free = agents.map(({ id }) => id);

      const chosen = choosePairs(fleet, free, { nowMs: NOW_MS, maxRunning });

      const running = tasks.filter(({ state }) => state.status === "running");
      assert.equal(new Set(chosen.map(({ task }) => task)).size, chosen.length);
      assert.equal(
        new Set(chosen.map(({ agent }) => agent)).size,
        chosen.length,
      );
      assert.ok(
        chosen.length === 0 || chosen.length + running.length <= maxRunning,
      );
      for (const { task, agent } of chosen) {
        assert.equal(task.state.status, "pending");
        if (task.pinned) assert.equal(task.agent_id, agent.id);
        else {
          const has = agent.config.capabilities ?? [];
          assert.ok(task.requires.every((need) => has.includes(need)));
        }
      }
    },
  ));
});

Deno.test("a task that would wait longer than any pause is ready: the clock was set back since", () => {
  const nowMs = Date.parse(AT);
  const waitsUntil = (ms: number) =>
    sampleTask(1, 1, {
      state: {
        status: "pending",
        since: AT,
        not_before: new Date(nowMs + ms).toISOString(),
      },
    });
  const chosen = (ms: number) => {
    const task = waitsUntil(ms);
    const agent = sampleAgent(1);
    const fleet = {
      ...EMPTY_FLEET,
      agents: { [agent.id]: agent },
      tasks: { [task.id]: task },
    };
    return choosePairs(fleet, [agent.id], { nowMs, maxRunning: 9 }).length;
  };

  assert.deepEqual([chosen(30_000), chosen(2 * 3_600_000)], [0, 1]);
});
