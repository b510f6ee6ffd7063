import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import { AgentConfig } from "@/domain/agent.ts";
import type { StartClaude } from "@/domain/claude_process.ts";
import type { AgentId } from "@/domain/ids.ts";
import { StorageBoard } from "@/host/kv_care/storage_board.ts";
import { openPlatform, type Platform } from "@/orchestrator/platform.ts";
import type { LiveStorePort } from "@/orchestrator/ports.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { answering, wellEnded } from "@/tests/helpers/answering_claude.ts";
import { openStore } from "@/tests/helpers/live_store.ts";
import { NO_HISTORY } from "@/tests/helpers/no_history.ts";

/** The counters of one session: each turn costs 1, as long as no life forgets them. */
type Counter = { cost: number };

/** A process that answers every message at once, with the counters of its session. */
const counting = (counter: Counter) =>
  answering(({ uuid }) => {
    counter.cost += 1;
    return Promise.resolve(wellEnded(uuid, counter.cost));
  });

function open(store: LiveStorePort, startClaude: StartClaude) {
  return openPlatform({
    kept: () => NO_HISTORY,
    store,
    startClaude,
    sources: { now: () => AT, newId: () => v7() },
    folders: {
      resolve: () => Promise.resolve({ ok: true, value: "/work" }),
      prepare: (_, cwd) =>
        Promise.resolve({ cwd, home: "/", tmpDir: "/", configDir: undefined }),
    },
    storage: new StorageBoard(),
    probeClaude: () =>
      Promise.resolve({ kind: "ready", path: "/claude", source: "key" }),
    log: { info: () => {}, error: () => {} },
    version: "1.2.3",
    earlierLife: { containment: "contained", killed: [] },
    instanceId: "i",
    agentEnv: {},
    blot: (text) => text,
    defaultTimeoutSeconds: 60,
    maxAgents: 3,
    parallelStarts: 1,
    maxRunning: 100,
    leaseMs: 60_000,
    silenceMs: 60_000,
    approvalTimeoutMs: 60_000,
    realPath: (path) => Promise.resolve(path),
    random: () => 0,
    demo: false,
  });
}

async function createWorker(platform: Platform): Promise<AgentId> {
  const created = await platform.createAgent(
    AgentConfig.parse({ role: "worker" }),
  );
  assert.ok(created.ok);
  return created.value.id;
}

/** Gives the agent tasks, and waits until they are done. */
async function work(platform: Platform, agent: AgentId, tasks: number) {
  await platform.whenStarted(agent);
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = tasks;
  const leave = platform.subscribe({
    events: (events) => {
      left -= events.filter(({ type }) => type === "task.completed").length;
      if (left === 0) resolve();
    },
    delta: () => {},
  });
  for (let i = 0; i < tasks; i++) {
    await platform.assignTask(agent, { description: "do it", priority: 0 });
  }
  await promise;
  leave();
}

const costOf = (platform: Platform, agent: AgentId) =>
  platform.fleet().agents[agent]?.usage.cost_usd;

Deno.test("every turn is counted once, through a killed life, a clean stop and a resumed session", async () => {
  using opened = await openStore();
  const killed = await open(opened.store, counting({ cost: 0 }));
  const agent = await createWorker(killed);
  await work(killed, agent, 10);

  // The first life never stops: its server was killed, and the counters with it.
  const counter = { cost: 0 };
  const second = await open(opened.again(), counting(counter));
  await work(second, agent, 5);
  const afterKill = costOf(second, agent);
  await second.stop();
  const third = await open(opened.again(), counting(counter));
  await work(third, agent, 3);
  const afterStop = costOf(third, agent);
  await third.stop();

  assert.deepEqual([afterKill, afterStop], [15, 18]);
});

Deno.test("a task whose first call the store refused is created by the call that came with it", async () => {
  using opened = await openStore();
  const { store } = opened;
  let refuse = false;
  const commit: LiveStorePort["commit"] = (batch) => {
    if (!refuse) return store.commit(batch);
    refuse = false;
    return Promise.reject(new Error("disk full"));
  };
  const failing = new Proxy<LiveStorePort>(store, {
    get(target, name: keyof LiveStorePort) {
      return name === "commit" ? commit : target[name].bind(target);
    },
  });
  const platform = await open(failing, counting({ cost: 0 }));
  const agent = await createWorker(platform);
  await platform.whenStarted(agent);
  const wanted = { id: "job-1", description: "do it", priority: 0 };

  refuse = true;
  const answers = await Promise.all([
    platform.assignTask(agent, wanted),
    platform.assignTask(agent, wanted),
  ]);
  const stored = await platform.findTask("job-1");
  await platform.stop();

  // Both look into the store before they write, and either may be back first.
  const refused = answers.find(({ ok }) => !ok);
  const taken = answers.find(({ ok }) => ok);
  assert.ok(refused?.ok === false);
  assert.equal(refused.refusal.code, "store_unavailable");
  assert.ok(taken?.ok && taken.value.created);
  assert.equal(stored?.id, taken.value.task.id);
});

Deno.test("after it was stopped the platform refuses every command, and its last word is that it stopped", async () => {
  using opened = await openStore();
  const platform = await open(opened.store, counting({ cost: 0 }));
  const agent = await createWorker(platform);

  await Promise.all([platform.stop(), platform.stop()]);
  const answers = [
    await platform.createAgent(AgentConfig.parse({ role: "worker" })),
    await platform.assignTask(agent, { description: "x", priority: 0 }),
    await platform.interruptAgent(agent),
    await platform.terminateAgent(agent),
  ];

  for (const answer of answers) {
    assert.ok(!answer.ok && answer.refusal.code === "server_stopping");
  }
  const events = await platform.readEvents(0, 100);
  assert.equal(
    events.filter(({ type }) => type === "server.stopped").length,
    1,
  );
  assert.equal(events.at(-1)?.type, "server.stopped");
});

Deno.test("an agent joins a session for good, and its tasks and what they cost belong to it", async () => {
  using opened = await openStore();
  const platform = await open(opened.store, counting({ cost: 0 }));
  const session = await platform.createSession("Release");
  assert.ok(session.ok);
  const session_id = session.value.id;
  const agent = await platform.createAgent(
    AgentConfig.parse({ role: "worker", session_id }),
  );
  assert.ok(agent.ok);

  await work(platform, agent.value.id, 3);
  const tasks = await platform.listTasks({ limit: 9, sessionId: session_id });
  const busy = await platform.archiveSession(session_id);
  await platform.terminateAgent(agent.value.id);
  const archived = await platform.archiveSession(session_id);
  const events = await platform.readEvents(0, 1_000);
  await platform.stop();

  assert.equal(agent.value.session_id, session_id);
  assert.equal(tasks.items.length, 3);
  for (const task of tasks.items) assert.equal(task.session_id, session_id);
  assert.ok(!busy.ok && busy.refusal.code === "session_busy");
  assert.ok(archived.ok);
  const { agents, tasks_completed, worked_ms, usage } = archived.value;
  assert.deepEqual([agents, tasks_completed, worked_ms], [1, 3, 3]);
  assert.equal(usage.cost_usd, 3);
  for (const event of events) {
    if (!("agent_id" in event)) continue;
    assert.equal(event.session_id, session_id, event.type);
  }
});

Deno.test("an agent is not created in a session that is unknown or archived", async () => {
  using opened = await openStore();
  const platform = await open(opened.store, counting({ cost: 0 }));
  const session = await platform.createSession("Release");
  assert.ok(session.ok);
  const join = (session_id: string) =>
    platform.createAgent(AgentConfig.parse({ role: "worker", session_id }));

  const unknown = await join(v7());
  // Archived while the folder of the agent is still looked at.
  const [late, archived] = await Promise.all([
    join(session.value.id),
    platform.archiveSession(session.value.id),
  ]);
  const after = await join(session.value.id);
  await platform.stop();

  assert.ok(archived.ok);
  const codes = [unknown, late, after].map((outcome) =>
    outcome.ok ? "created" : outcome.refusal.code
  );
  assert.deepEqual(codes, [
    "session_not_found",
    "session_archived",
    "session_archived",
  ]);
});

Deno.test("an id that every object knows names no agent", async () => {
  using live = await openStore();
  const platform = await open(live.store, () => {
    throw new Error("nothing is started here");
  });

  for (const id of ["constructor", "toString", "__proto__"] as AgentId[]) {
    assert.equal(await platform.findAgent(id), undefined);
    const given = await platform.assignTask(id, {
      description: "do it",
      priority: 0,
    });
    assert.equal(given.ok || given.refusal.code, "agent_not_found");
    const ended = await platform.terminateAgent(id);
    assert.equal(ended.ok || ended.refusal.code, "agent_not_found");
  }

  await platform.stop();
});
