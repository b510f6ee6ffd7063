import { strict as assert } from "node:assert";
import { incidentId } from "@/orchestrator/recovery/incident_id.ts";
import { raised } from "@/tests/helpers/incidents.ts";
import { PROBLEMS } from "@/api/problem.ts";
import { ClientMessage } from "@/api/ws/client_message.ts";
import { AgentId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { wholeDocument } from "@/tests/helpers/api_document.ts";
import { AT, sampleTask } from "@/tests/helpers/fleet.ts";
import { sampleApproval, sampleMessage } from "@/tests/helpers/managed_work.ts";
import type { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { serveGate } from "@/tests/helpers/served_gate.ts";
import { SocketClient } from "@/tests/helpers/socket_client.ts";

const DOCUMENT = new URL("../../../docs/protocol.md", import.meta.url);

/** Everything that the server may say. */
const SERVER_MESSAGES = [
  "agent_created",
  "agent_status_update",
  "agent_status_sync",
  "agent_terminated",
  "task_assigned",
  "task_progress",
  "task_completed",
  "task_failed",
  "agent_communication",
  "approval_requested",
  "error_recovery",
  "system_status",
  "subscribed",
  "event",
  "delta",
  "resumed",
  "reset",
  "snapshot",
  "pong",
  "error",
];

function readDocument(): Promise<string> {
  return Deno.readTextFile(DOCUMENT);
}

Deno.test("the protocol's table of problems is whole", async () => {
  const text = await readDocument();

  const rows = [...text.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| (.+?) +\|$/gm)]
    .map(([, ...cells]) => cells);

  const expected = Object.entries(PROBLEMS)
    .map(([code, [status, title]]) => [code, `${status}`, title]);
  assert.deepEqual(rows, expected);
});

Deno.test("the protocol names every route of the API, and no other", async () => {
  const text = await readDocument();
  await using served = serveGate();

  const named = [...text.matchAll(/^\| `([A-Z]+) \/api(\/\S+)`/gm)]
    .map(([, method, path]) => `${method?.toLowerCase()} ${path}`);

  const { paths } = await wholeDocument(served.gate);
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method} ${path}`)
  );
  assert.deepEqual(named.sort(), described.sort());
});

Deno.test("the protocol has an example of every message, and of no other", async () => {
  const examples = socketExamples(await readDocument());

  const asked = examples.filter(({ to }) => to === "->");
  const told = examples.filter(({ to }) => to !== "->");

  const known = ClientMessage.options.map(({ shape }) => shape.type.value);
  assert.deepEqual(typesOf(asked), [...known, "dance"].sort());
  assert.deepEqual(typesOf(told), [...SERVER_MESSAGES].sort());
});

Deno.test("the protocol's examples work as they are written", async () => {
  const examples = socketExamples(await readDocument());
  await using served = serveGate({ pace: { statusMs: 20 } });
  await using other = await SocketClient.open(served.port);
  await using client = await SocketClient.open(served.port);
  await using watcher = await SocketClient.open(served.port);
  let agent = "";

  for (const { to, text } of examples) {
    const example = JSON.parse(text.replaceAll("<agent id>", agent));
    if (to === "->") {
      client.send(example);
      continue;
    }
    CAUSES[example.type]?.(served.gate.platform, AgentId.parse(agent));
    const from = to === "<- other"
      ? other
      : to === "<- timer"
      ? watcher
      : client;
    const message = await from.next(example.type);
    assertLike(message, example, example.type);
    if (message.type === "agent_created") agent = message.data.id;
  }
});

type Example = { readonly to: string; readonly text: string };

/** What goes to the server (`->`) and what it says (`<-`), in order. */
function socketExamples(text: string): readonly Example[] {
  const section = text.slice(text.indexOf("## WebSocket"));
  return [...section.matchAll(/```json (->|<-[ \w]*)\n([\s\S]+?)```/g)]
    .map(([, to = "", example = ""]) => ({ to, text: example }));
}

function typesOf(examples: readonly Example[]): readonly string[] {
  const types = examples.map(({ text }) => JSON.parse(text).type as string);
  return [...new Set(types)].sort();
}

/** How what nobody asked for comes about. */
const CAUSES: Readonly<
  Record<string, (platform: MemoryPlatform, agent: AgentId) => void>
> = {
  task_progress: (platform, agent_id) => {
    const task = taskIn(platform);
    platform.start(task);
    // Its first word is that it started.
    platform.commit({
      type: "task.progressed",
      agent_id,
      task_id: task.id,
      data: { progress: 0.4, details: "reading the tests" },
    });
  },
  task_completed: (platform) => platform.complete(taskIn(platform)),
  task_failed: (platform, agent_id) => {
    const task = sampleTask(2, 1, { agent_id, external_id: "test-task-002" });
    platform.commit({
      type: "task.created",
      agent_id,
      task_id: task.id,
      data: { task },
    });
    platform.fail(task);
  },
  agent_communication: (platform, agent_id) => {
    const message = sampleMessage(1, null, agent_id);
    platform.commit({
      type: "message.sent",
      agent_id,
      message_id: message.id,
      data: { message },
    });
  },
  approval_requested: (platform, agent_id) => {
    const approval = sampleApproval(1, agent_id);
    platform.commit({
      type: "approval.requested",
      agent_id,
      approval_id: approval.id,
      data: { approval },
    });
  },
  error_recovery: (platform, agent_id) => {
    const incident_id = incidentId(AT, 1);
    platform.commit(raised(incident_id, "crashed", { agent_id }), {
      type: "error.recovered",
      incident_id,
      agent_id,
      data: { words: "its process runs again" },
    });
  },
  event: (platform, agent) => platform.say(agent, "Hello"),
  delta: (platform, agent_id) =>
    platform.publish({
      type: "transcript.delta",
      agent_id,
      message_id: "m",
      block_index: 0,
      of: "text",
      text: "Hel",
    }),
};

function taskIn(platform: MemoryPlatform): Task {
  const [task] = Object.values(platform.fleet().tasks);
  assert.ok(task);
  return task;
}

/** Fails unless the value has the example's fields, and no others without a `"..."`. */
function assertLike(value: unknown, example: unknown, path: string): void {
  if (typeof example !== "object" || example === null) {
    assert.equal(typeof value, typeof example, path);
    return;
  }
  assert.ok(typeof value === "object" && value !== null, path);
  if (Array.isArray(example)) {
    assert.ok(Array.isArray(value), path);
    assertLike(value[0], example[0], `${path}[0]`);
    return;
  }
  const { "...": more, ...fields } = example as Record<string, unknown>;
  const names = Object.keys(fields).filter((name) => name !== "...");
  const has = Object.keys(value);
  const wanted = more === undefined ? has : names;
  assert.deepEqual(names.toSorted(), wanted.toSorted(), path);
  for (const name of names) {
    assert.ok(has.includes(name), `${path}.${name} is missing`);
    const field = (value as Record<string, unknown>)[name];
    assertLike(field, fields[name], `${path}.${name}`);
  }
}
