import { strict as assert } from "node:assert";
import type { Agent, AgentConfig } from "@/domain/agent.ts";
import type { AgentId, SessionId } from "@/domain/ids.ts";
import type { Commands, Queries, RefusalCode } from "@/domain/platform.ts";
import type { NewTask, Task } from "@/domain/task.ts";
import { type DemoTask, seedDemo } from "@/host/seed_demo.ts";
import {
  AGENT_STATES,
  sampleAgent,
  sampleTask,
} from "@/tests/helpers/fleet.ts";

const TASKS: readonly DemoTask[] = [
  { key: "plan", title: "plan", description: "p", to: "manager" },
  { key: "first", title: "first", description: "f", to: 0 },
  {
    key: "second",
    title: "second",
    description: "s",
    to: "anybody",
    after: "plan",
  },
  { key: "nobody", title: "nobody's", description: "n", to: 7 },
];

const sessionId = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const SESSION = sessionId(0);

const DONE = {
  status: "cancelled",
  since: "2026-01-01T00:00:00.000Z",
  reason: "by the test",
} as const;

/** A platform that has these agents, takes what it is given, and remembers who got what. */
function platformWith(...agents: Agent[]) {
  const fleet = [...agents];
  const tasks = new Map<string, Task>();
  const sessions: { id: string; name: string; state: { status: "active" } }[] =
    [];
  const given: string[] = [];
  const refused = new Map<string, RefusalCode>();
  const refusal = (code: RefusalCode) =>
    Promise.resolve({ ok: false, refusal: { code, message: code } });
  const platform = {
    fleet: () => ({
      agents: Object.fromEntries(fleet.map((agent) => [agent.id, agent])),
      tasks: Object.fromEntries(tasks),
      sessions: Object.fromEntries(sessions.map((each) => [each.id, each])),
    }),
    createSession: (name: string) => {
      const value = {
        id: sessionId(sessions.length),
        name,
        state: { status: "active" },
      } as const;
      sessions.push(value);
      return Promise.resolve({ ok: true, value });
    },
    createAgent: (config: AgentConfig) => {
      const code = refused.get(config.name ?? "");
      if (code) return refusal(code);
      const value = sampleAgent(fleet.length + 1, {
        name: config.name ?? "",
        role: config.role,
        session_id: config.session_id ?? null,
      });
      fleet.push(value);
      return Promise.resolve({ ok: true, value });
    },
    createTask: (
      task: NewTask,
      to: { agentId?: AgentId; sessionId?: SessionId },
    ) => {
      const id = task.id ?? "";
      const code = refused.get(id);
      if (code) return refusal(code);
      const created = !tasks.has(id);
      const value = tasks.get(id) ??
        { ...sampleTask(tasks.size + 1, 1), external_id: id };
      tasks.set(id, value);
      const name = fleet.find((agent) => agent.id === to.agentId)?.name ??
        `anybody in ${to.sessionId}`;
      const after = task.depends_on ? ` after ${task.depends_on}` : "";
      if (created) given.push(`${name}: ${id}${after}`);
      return Promise.resolve({ ok: true, value: { task: value, created } });
    },
  } as unknown as Commands & Queries;
  /** The tasks with these ids have ended. */
  const end = (...ids: string[]) => {
    for (const id of ids) {
      const task = tasks.get(id);
      assert.ok(task, id);
      tasks.set(id, { ...task, state: DONE });
    }
  };
  return { platform, fleet, sessions, given, refused, tasks, end };
}

const ROUND_1 = [
  "Ada: demo-1-plan",
  "Ben: demo-1-first",
  `anybody in ${SESSION}: demo-1-second after demo-1-plan`,
];

Deno.test("the demo makes its session and its fleet, and gives each task to whom it is for", async () => {
  const { platform, fleet, sessions, given } = platformWith();

  await seedDemo(platform, TASKS);

  assert.deepEqual(sessions.map(({ name }) => name), ["Notes service"]);
  assert.deepEqual(
    fleet.map(({ name, role, session_id }) => `${role} ${name} ${session_id}`),
    ["manager Ada", "worker Ben", "worker Cy", "worker Dee"].map((who) =>
      `${who} ${SESSION}`
    ),
  );
  assert.deepEqual(given, ROUND_1);
});

Deno.test("a demo that is started again while its tasks are open makes nothing twice", async () => {
  const { platform, fleet, sessions, given, end } = platformWith();
  await seedDemo(platform, TASKS);
  end("demo-1-plan", "demo-1-first");

  await seedDemo(platform, TASKS);

  assert.equal(fleet.length, 4);
  assert.equal(sessions.length, 1);
  assert.deepEqual(given, ROUND_1);
});

for (let made = 0; made <= ROUND_1.length; made++) {
  Deno.test(`a demo that was lost after ${made} tasks makes the rest of them`, async () => {
    const { platform, given, tasks } = platformWith();
    await seedDemo(platform, TASKS);
    for (const id of [...tasks.keys()].slice(made)) tasks.delete(id);
    given.length = 0;

    await seedDemo(platform, TASKS);

    assert.deepEqual(given, ROUND_1.slice(made));
  });
}

Deno.test("a demo whose tasks have ended gets a round of new ones", async () => {
  const { platform, given, end } = platformWith();
  await seedDemo(platform, TASKS);
  end("demo-1-plan", "demo-1-first", "demo-1-second");
  given.length = 0;

  await seedDemo(platform, TASKS);

  assert.deepEqual(given, [
    "Ada: demo-2-plan",
    "Ben: demo-2-first",
    `anybody in ${SESSION}: demo-2-second after demo-2-plan`,
  ]);
});

Deno.test("tasks of an older demo, in other words, are passed over", async () => {
  const { platform, given, refused } = platformWith();
  for (const { key } of TASKS) refused.set(`demo-1-${key}`, "task_id_taken");

  await seedDemo(platform, TASKS);

  assert.equal(given[0], "Ada: demo-2-plan");
});

Deno.test("a demo that cannot have tasks or agents ends its attempt", async () => {
  const { platform, given, refused } = platformWith();
  for (const { key } of TASKS) refused.set(`demo-1-${key}`, "queue_full");

  await seedDemo(platform, TASKS);
  refused.set("Ada", "claude_not_found");
  const none = platformWith();
  none.refused.set("Ada", "claude_not_found");
  await seedDemo(none.platform, TASKS);

  assert.deepEqual(given, []);
  assert.deepEqual(none.given, []);
});

Deno.test("the demo takes agents of an earlier start again, but none that has ended or is another's", async () => {
  const { platform, fleet } = platformWith(
    sampleAgent(1, {
      name: "Ada",
      role: "manager",
      state: AGENT_STATES.idle,
    }),
    sampleAgent(2, { name: "Ben", state: AGENT_STATES.terminated }),
    sampleAgent(3, { name: "Cy", session_id: sessionId(9) as SessionId }),
    sampleAgent(4, { name: "Dee", role: "manager" }),
  );

  await seedDemo(platform, TASKS);

  assert.deepEqual(
    fleet.slice(4).map(({ name, role, session_id }) =>
      `${role} ${name} ${session_id}`
    ),
    ["worker Ben null", "worker Cy null", "worker Dee null"],
  );
});
