import { strict as assert } from "node:assert";
import { incidentId } from "@/orchestrator/recovery/incident_id.ts";
import { raised } from "@/tests/helpers/incidents.ts";
import type { AgentId } from "@/domain/ids.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";
import { type Message, SocketClient } from "@/tests/helpers/socket_client.ts";

const STOPPED = { type: "server.stopped", data: {} } as const;

/** Messages of the log, as their ids, which are `<seq>.<part>`. */
const ids = (messages: readonly Message[]) =>
  messages.filter(({ seq }) => seq !== undefined)
    .filter(({ type }) => !["resumed", "subscribed", "snapshot"].includes(type))
    .map(({ id }) => id);

/** An agent that has done a task: 3 + 3 events, of which the last has two messages. */
async function worked({ gate: { platform } }: ServedGate): Promise<AgentId> {
  const agent = await platform.createAgent({
    role: "worker",
    model: "sonnet",
    permission_mode: "default",
    allowed_tools: [],
    resource_limits: {},
  });
  assert.ok(agent.ok);
  const { id } = agent.value;
  await platform.whenStarted(id);
  const given = await platform.assignTask(id, {
    id: "t-1",
    description: "Do it",
    priority: 0,
  });
  assert.ok(given.ok);
  platform.start(given.value.task);
  platform.complete(given.value.task, "done");
  return id;
}

const WORKED = ["2.0", "4.0", "5.0", "6.0", "6.1"];

Deno.test("a client that resumes gets what it missed, then what comes, each message once", async () => {
  await using served = serveGate();
  const agent = await worked(served);
  for (
    const [since, missed] of [
      [0, WORKED],
      [4, ["5.0", "6.0", "6.1"]],
      ["4.0", ["5.0", "6.0", "6.1"]],
      [6, []],
      ["6.1", []],
      // Of one event it has the first message alone.
      ["6.0", ["6.1"]],
    ] as const
  ) {
    await using byQuery = await SocketClient.open(
      served.port,
      `?since=${since}`,
    );
    await using byMessage = await SocketClient.open(served.port);
    byMessage.send({ type: "resume", seq: since, id: "r" });
    const resumed = await byMessage.next("resumed");
    await byQuery.next("resumed");
    served.gate.platform.commit({
      type: "agent.rested",
      agent_id: agent,
      data: {},
    });

    const { seq } = served.gate.platform.fleet();
    const expected = [...missed, ...later(seq, 6), `${seq}.0`];
    assert.equal(resumed.in_reply_to, "r");
    const from = Math.max(6, seq - 1);
    for (const client of [byQuery, byMessage]) {
      const told = ids(await client.settled());
      assert.deepEqual(told, expected, `${since} from ${from}`);
    }
  }
});

/** One message for each event that came after the sixth, without the newest. */
function later(seq: number, after: number): string[] {
  return Array.from(
    { length: seq - after - 1 },
    (_, n) => `${after + 1 + n}.0`,
  );
}

Deno.test("what was told on the connection already does not come again", async () => {
  await using served = serveGate();
  await worked(served);
  await using client = await SocketClient.open(
    served.port,
    "?format=events&topics=system",
  );
  await client.settled();
  served.gate.platform.commit(STOPPED, STOPPED);
  await client.settled();

  client.send({ type: "subscribe", format: "events" });
  client.send({ type: "resume", seq: 3 });
  client.send({ type: "resume", seq: 7 });
  served.gate.platform.commit(STOPPED);
  await client.next("resumed");
  await client.next("resumed");
  client.send({ type: "resume", seq: 1 });
  await client.next("resumed");

  const told = ids(await client.settled());
  assert.equal(new Set(told).size, told.length);
  assert.deepEqual(
    told.toSorted(),
    ["2.0", "3.0", "4.0", "5.0", "6.0", "7.0", "8.0", "9.0"],
  );
});

Deno.test("in the form of events the client has the log as it is, and pieces of what is written", async () => {
  await using served = serveGate();
  const agent = await worked(served);
  const { platform } = served.gate;
  await using client = await SocketClient.open(served.port);
  const topics = ["fleet", "transcripts", `transcript:${agent}`];
  client.send({ type: "subscribe", format: "events", topics });
  const subscribed = await client.next("subscribed");
  client.send({ type: "resume", seq: 0 });
  await client.next("resumed");

  platform.say(agent, "Hello");
  const delta = {
    type: "transcript.delta",
    agent_id: agent,
    message_id: "m",
    block_index: 0,
    of: "text",
    text: "Hel",
  } as const;
  platform.publish(delta);
  const { data } = await client.next("delta");

  const events = client.messages.filter(({ type }) => type === "event");
  assert.deepEqual(events.map((each) => each.data), platform.log);
  assert.deepEqual(data, delta);
  assert.equal(subscribed.format, "events");
  assert.ok(subscribed.topics.includes(`transcript:${agent}`));
});

Deno.test("what is committed in any moment of a replay comes once", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  platform.commit(STOPPED, STOPPED, STOPPED);
  // Each look at what is newest may be the last before the next commit.
  const fleet = platform.fleet.bind(platform);
  let commits = 0;
  platform.fleet = () => {
    if (commits++ % 2 === 0 && commits < 100) {
      queueMicrotask(() => platform.commit(STOPPED));
    }
    return fleet();
  };
  await using client = await SocketClient.open(
    served.port,
    "?format=events&since=0",
  );
  await client.next("resumed");
  platform.fleet = fleet;
  platform.commit(STOPPED);

  const told = ids(await client.settled());
  const seqs = platform.log.map(({ seq }) => `${seq}.0`);
  assert.deepEqual(told, seqs);
});

Deno.test("topics and a filter choose what is told", async () => {
  await using served = serveGate();
  const agent = await worked(served);
  const told = async (query: string) => {
    await using client = await SocketClient.open(
      served.port,
      `?since=0&${query}`,
    );
    await client.next("resumed");
    return ids(await client.settled());
  };

  assert.deepEqual(await told("topics=agents"), ["2.0"]);
  assert.deepEqual(await told("topics=tasks"), WORKED.slice(1));
  assert.deepEqual(await told("topics=sessions"), []);
  assert.deepEqual(await told(`agent_id=${agent}`), WORKED);
  assert.deepEqual(await told("agent_id=other"), []);
});

Deno.test("a place that nobody has any more resets the client to what is now", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  const agent = await worked(served);
  const old = platform.log.splice(0, 3);
  // The hub has what was committed since it began; this one begins later.
  await using late = serveGate({ platform });
  for (const seq of [0, 1_000]) {
    await using client = await SocketClient.open(late.port);
    await using events = await SocketClient.open(late.port, "?format=events");
    client.send({ type: "resume", seq });
    events.send({ type: "resume", seq });
    await client.next("reset");
    const sync = await client.next("agent_status_sync");
    const resumed = await client.next("resumed");
    await events.next("reset");
    const snapshot = await events.next("snapshot");
    await events.next("resumed");
    platform.commit(STOPPED);

    assert.equal(sync.agent_id, agent);
    assert.equal(resumed.seq, platform.fleet().seq - 1);
    assert.equal(snapshot.data.seq, platform.fleet().seq - 1);
    assert.deepEqual(ids(await client.settled()), []);
    assert.deepEqual(ids(await events.settled()), [
      `${platform.fleet().seq}.0`,
    ]);
  }
  assert.equal(old.length, 3);
});

Deno.test("an end that was told before is told again as it was", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  const agent = await worked(served);
  const given = await platform.assignTask(agent, {
    id: "t-2",
    description: "Do it",
    priority: 0,
  });
  assert.ok(given.ok);
  const { task } = given.value;
  platform.start(task);
  platform.fail(task);
  await platform.retryTask(task.id);

  await using client = await SocketClient.open(served.port, "?since=6");
  const failed = await client.next("task_failed");

  assert.equal(platform.fleet().tasks[task.id]?.state.status, "pending");
  assert.equal(failed.error.message, "it did not work");
});

Deno.test("what becomes of an error is told with whether it goes on, and where all agents are after a connection was lost", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const agent = await worked(served);
  const [crashed, lost] = [incidentId(AT, 1), incidentId(AT, 2)];
  const words = "its process runs again";
  served.gate.platform.commit(
    raised(crashed, "crashed", { agent_id: agent }),
    {
      type: "error.gave_up",
      incident_id: crashed,
      agent_id: agent,
      data: { words: "it is not started again" },
    },
    raised(lost, "link_lost"),
    { type: "error.recovered", incident_id: lost, data: { words } },
  );

  const failed = await client.next("error_recovery");
  const recovered = await client.next("error_recovery");
  const synchronised = await client.next("agent_status_sync");

  assert.deepEqual(
    [failed, recovered].map(({ error_type, recovery_result, message }) => [
      error_type,
      recovery_result,
      message,
    ]),
    [
      ["agent_crash", false, "it was crashed: it is not started again"],
      ["communication_failure", true, `it was link_lost: ${words}`],
    ],
  );
  assert.equal(synchronised.agent_id, agent);
});
