import { strict as assert } from "node:assert";
import {
  MANAGER_TOOLS,
  serve,
  WORKER_TOOLS,
} from "@/tests/helpers/served_tools.ts";

Deno.test("the server introduces itself in the revision that was asked for, else in its newest", async () => {
  const { ask } = serve("worker");

  const known = await ask("initialize", { protocolVersion: "2025-06-18" });
  const unknown = await ask("initialize", { protocolVersion: "2031-01-01" });

  assert.deepEqual(known, {
    jsonrpc: "2.0",
    id: 7,
    result: {
      protocolVersion: "2025-06-18",
      capabilities: { tools: {} },
      serverInfo: { name: "vamp", version: "1" },
    },
  });
  assert.equal(unknown?.result.protocolVersion, "2025-11-25");
});

Deno.test("a ping is answered, and a notification is not", async () => {
  const { ask, tell } = serve("worker");

  const pong = await ask("ping");
  const nothing = await tell({
    jsonrpc: "2.0",
    method: "notifications/initialized",
  });
  const late = await tell({ jsonrpc: "2.0", id: 3, result: {} });

  assert.deepEqual(pong?.result, {});
  assert.equal(nothing, undefined);
  assert.equal(late, undefined);
});

Deno.test("an id is answered as it came, also 0 and text", async () => {
  const { tell } = serve("worker");

  const ids = await Promise.all(
    [0, "a"].map((id) => tell({ jsonrpc: "2.0", id, method: "ping" })),
  );

  assert.deepEqual(ids.map((reply) => reply?.id), [0, "a"]);
});

for (
  const [message, code, id] of [
    [null, -32600, null],
    ["ping", -32600, null],
    [[], -32600, null],
    [{ id: 4, method: "ping" }, -32600, 4],
    [{ jsonrpc: "2.0", id: 4, method: 5 }, -32600, 4],
    [{ jsonrpc: "2.0", id: 4, method: "resources/list" }, -32601, 4],
    [{ jsonrpc: "2.0", id: 4, method: "tools/call" }, -32602, 4],
  ] as const
) {
  Deno.test(`${JSON.stringify(message)} is refused with ${code}`, async () => {
    const { tell, calls } = serve("worker");

    const reply = await tell(message);

    assert.equal(reply?.error?.code, code);
    assert.equal(reply?.id, id);
    assert.deepEqual(calls, []);
  });
}

for (
  const [role, tools] of [
    ["manager", MANAGER_TOOLS],
    ["worker", WORKER_TOOLS],
  ] as const
) {
  Deno.test(`a ${role} sees its own tools, each with a description and a closed schema`, async () => {
    const { ask } = serve(role);

    const reply = await ask("tools/list");

    const listed = reply?.result.tools as {
      name: string;
      description: string;
      inputSchema: Record<string, unknown>;
      annotations: { readOnlyHint: boolean };
    }[];
    assert.deepEqual(listed.map(({ name }) => name), tools);
    for (const { name, description, inputSchema, annotations } of listed) {
      assert.ok(description.length > 60, name);
      assert.equal(inputSchema.type, "object", name);
      assert.equal(inputSchema.additionalProperties, false, name);
      assert.equal(annotations.readOnlyHint, true, name);
    }
  });
}

Deno.test("the schema of an analysis says what the model has to send", async () => {
  const { ask } = serve("manager");

  const reply = await ask("tools/list");

  const { inputSchema } = reply?.result.tools[0];
  const part = inputSchema.properties.parts;
  assert.deepEqual(inputSchema.required, ["requirements", "parts"]);
  assert.deepEqual([part.minItems, part.maxItems], [1, 10]);
  assert.deepEqual(part.items.required, ["key", "title", "description"]);
  assert.equal(part.items.additionalProperties, false);
  assert.match(part.items.properties.depends_on.description, /results/);
});
