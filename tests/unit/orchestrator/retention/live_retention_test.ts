import { strict as assert } from "node:assert";
import { INLINE_CHARS } from "@/domain/long_text.ts";
import { agentId, AT, createdDrafts, taskId } from "@/tests/helpers/fleet.ts";
import {
  agent,
  cancelled,
  rig,
  said,
  task,
  terminated,
} from "@/tests/helpers/retention_rig.ts";

Deno.test("an ended task leaves the live store and the fleet after its hours", async () => {
  using it = await rig();
  const drafts = createdDrafts(agent(1), task(1), task(2));
  await it.writer.append([...drafts, cancelled(1)]);
  await it.trimLog();

  it.clock.hours = 71;
  const early = await it.run();
  it.clock.hours = 73;
  const removed = await it.run();

  assert.equal(early.tasks, 0);
  assert.equal(removed.tasks, 1);
  assert.equal(await it.store.readTask(taskId(1)), undefined);
  assert.deepEqual(Object.keys(it.writer.committed.tasks), [taskId(2)]);
  const page = await it.store.listTasks({ agentId: agentId(1), limit: 9 });
  assert.deepEqual(page.items.map(({ id }) => id), [taskId(2)]);
  assert.deepEqual(await it.again(), it.writer.committed);
});

Deno.test("a task stays while the history lacks it, is away, or the log speaks of it", async () => {
  using it = await rig();
  await it.writer.append([...createdDrafts(agent(1), task(1)), cancelled(1)]);
  it.clock.hours = 100;

  const logged = await it.run();
  await it.trimLog();
  it.away.state = { kind: "away", since: AT, backlog: 0, reason: "gone" };
  const away = await it.run();
  it.away.state = { kind: "healthy", seq: 2 };
  const notAcknowledged = await it.run();
  it.away.state = undefined;
  it.lost.add(taskId(1));
  const lost = await it.run();
  it.lost.clear();
  const gone = await it.run();

  assert.deepEqual(
    [logged, away, notAcknowledged, lost, gone].map(({ tasks }) => tasks),
    [0, 0, 0, 0, 1],
  );
});

Deno.test("of many ended tasks the newest stay, however young the others are", async () => {
  using it = await rig();
  const numbers = Array.from({ length: 120 }, (_, n) => n + 1);
  await it.writer.append([
    ...createdDrafts(agent(1), ...numbers.map((n) => task(n))),
    ...numbers.slice(1).map(cancelled),
  ]);
  await it.trimLog();

  const removed = await it.run({ keptTasks: 10 });

  assert.equal(removed.tasks, 109);
  const left = await it.store.listTasks({ limit: 200 });
  assert.deepEqual(left.items.map(({ id }) => id), [
    ...numbers.slice(-10).reverse().map(taskId),
    taskId(1),
  ]);
});

Deno.test("an agent leaves with its transcript and all texts, and leaves nothing behind", async () => {
  using it = await rig();
  const before = await it.keyCount();
  const text = "x".repeat(3 * INLINE_CHARS);
  const long = {
    text: text.slice(0, INLINE_CHARS),
    length: text.length,
    blob: "blob-1",
  };
  await it.store.saveText("blob-1", text);
  await it.store.saveText("blob-2", text);
  await it.writer.append([
    ...createdDrafts(
      agent(1),
      task(1, { description: { ...long, blob: "blob-2" } }),
    ),
    ...Array.from(
      { length: 250 },
      (_, n) => said(n, n === 7 ? long : undefined),
    ),
    cancelled(1),
    terminated(1),
  ]);
  await it.trimLog();
  it.clock.hours = 73;

  const removed = await it.run();
  await it.trimLog();

  assert.deepEqual(removed, {
    tasks: 1,
    agents: 1,
    transcript_entries: 250,
    texts: 2,
    handoffs: 0,
    agent_communications: 0,
    approvals: 0,
    incidents: 0,
  });
  assert.equal(await it.store.readText("blob-1"), "");
  assert.equal(await it.store.readText("blob-2"), "");
  // The head, and when the newest retired task was made.
  assert.equal(await it.keyCount() - before, 2);
});

Deno.test("the caller's own id of a retired task is not forgotten", async () => {
  using it = await rig();
  await it.writer.append([
    ...createdDrafts(agent(1), task(1, { external_id: "mine" })),
    cancelled(1),
  ]);
  await it.trimLog();
  it.clock.hours = 73;

  await it.run();

  assert.equal(await it.store.readTaskByExternalId("mine"), undefined);
  assert.equal(await it.store.readTaskIdByExternalId("mine"), taskId(1));
});

Deno.test("a failed agent stays until a person dismissed it", async () => {
  using it = await rig();
  const failure = { kind: "crashed", message: "gone" } as const;
  await it.writer.append([
    ...createdDrafts(agent(1)),
    { type: "agent.failed", agent_id: agentId(1), data: { failure } },
  ]);
  await it.trimLog();
  it.clock.hours = 1_000;

  const failed = await it.run();
  await it.writer.append([terminated(1)]);
  await it.trimLog();
  const dismissed = await it.run();

  assert.deepEqual([failed.agents, dismissed.agents], [0, 1]);
});

Deno.test("a living agent's transcript loses its old beginning and keeps its end", async () => {
  using it = await rig();
  await it.writer.append([
    ...createdDrafts(agent(1)),
    ...Array.from({ length: 500 }, (_, n) => said(n)),
  ]);

  const young = await it.run();
  it.clock.hours = 73;
  const old = await it.run();

  assert.equal(young.transcript_entries, 0);
  assert.equal(old.transcript_entries, 300);
  const left = await it.store.readTranscript(agentId(1), { limit: 999 });
  assert.deepEqual([left[0]?.n, left.at(-1)?.n], [300, 499]);
});

Deno.test("a sweep that was broken off goes on at the next time", async () => {
  using it = await rig();
  await it.writer.append([
    ...createdDrafts(agent(1)),
    ...Array.from({ length: 250 }, (_, n) => said(n)),
    terminated(1),
  ]);
  await it.trimLog();
  it.clock.hours = 73;
  let turns = 1;

  const first = await it.run({ rest: () => Promise.resolve(turns-- > 0) });
  const second = await it.run();

  assert.equal(first.agents, 1);
  assert.ok((first.transcript_entries ?? 0) < 250);
  assert.equal(
    (first.transcript_entries ?? 0) + (second.transcript_entries ?? 0),
    250,
  );
});
