import { strict as assert } from "node:assert";
import { PROBLEMS } from "@/api/problem.ts";
import { serveGate } from "@/tests/helpers/served_gate.ts";
import { SocketClient } from "@/tests/helpers/socket_client.ts";

const DOCUMENT = new URL("../../../docs/protocol.md", import.meta.url);

function readDocument(): Promise<string> {
  return Deno.readTextFile(DOCUMENT);
}

/** The type that answers each message of a client. */
const ANSWERS = {
  create_agent: "agent_created",
  assign_task: "task_assigned",
  list_agents: "agent_status_sync",
  ping: "pong",
  terminate_agent: "agent_terminated",
} as const;

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

  const { paths } = await (await served.fetch("/api/openapi.json")).json();
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method} ${path}`)
  );
  assert.deepEqual(named.sort(), described.sort());
});

Deno.test("the protocol's examples work as they are written", async () => {
  const text = await readDocument();
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const examples = [...text.matchAll(/```json\n([\s\S]+?)```/g)]
    .map(([, example]) => example ?? "");
  const answered: string[] = [];
  let agent = "";

  for (const example of examples) {
    const message = JSON.parse(example.replace("<agent id>", agent));
    client.send(message);
    const answer = ANSWERS[message.type as keyof typeof ANSWERS];
    const { data, in_reply_to } = await client.next(answer);
    if (message.type === "create_agent") agent = data.id;
    assert.equal(in_reply_to, message.id);
    answered.push(message.type);
  }

  assert.deepEqual(answered.sort(), Object.keys(ANSWERS).sort());
  assert.ok(!client.messages.some(({ type }) => type === "error"));
});
