import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const GUARDED = [
  ["POST", "/api/agents"],
  ["POST", "/login"],
  ["POST", "/logout"],
  ["POST", "/"],
  ["PUT", "/api/agents/x"],
  ["PATCH", "/api/agents/x"],
  ["DELETE", "/api/agents/x"],
  ["GET", "/ws"],
  ["GET", "/api/events"],
] as const;

const FOREIGN: readonly Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "" },
  { origin: "http://127.0.0.1:4006" },
  { origin: "http://localhost" },
  { origin: "https://127.0.0.1:4005" },
  { origin: "http://127.0.0.1:4005.evil.example" },
  { origin: "http://127.0.0.1:4005/" },
  { origin: "http://127.0.0.1:4005, http://evil.example" },
  { origin: "file://" },
  { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "" },
];

for (const [method, path] of GUARDED) {
  Deno.test(`the gate refuses ${method} ${path} from other origins, before it asks who it is`, async () => {
    using gate = new GateUnderTest();

    const lines = await Promise.all(
      FOREIGN.map(async (headers) =>
        await problemLine(await gate.anonymous(path, { method, headers }))
      ),
    );

    const all = FOREIGN.map(() => "403 foreign_origin");
    assert.deepEqual(lines, all);
    assert.equal(gate.sse.size, 0);
  });

  Deno.test(`the gate lets our own pages and programs call ${method} ${path}`, async () => {
    using gate = new GateUnderTest();
    const own: readonly Record<string, string>[] = [
      {},
      { origin: "http://127.0.0.1:4005" },
      { origin: "http://localhost:4005" },
      { origin: "HTTP://LOCALHOST:4005" },
      { "sec-fetch-site": "same-origin" },
      { "sec-fetch-site": "none" },
    ];

    const answers = await Promise.all(
      own.map((headers) => gate.anonymous(path, { method, headers })),
    );

    for (const answer of answers) assert.notEqual(answer.status, 403);
  });
}

Deno.test("a command from another origin changes nothing even with the token", async () => {
  using gate = new GateUnderTest();

  const answer = await gate.ask("/api/agents", {
    method: "POST",
    headers: {
      origin: "https://evil.example",
      "content-type": "application/json",
    },
    body: JSON.stringify({ role: "worker" }),
  });

  assert.equal(await problemLine(answer), "403 foreign_origin");
  assert.deepEqual(gate.platform.log, []);
});

Deno.test("a foreign origin may be allowed, and then hears so in the answer", async () => {
  const origin = "https://desk.example";
  using gate = new GateUnderTest({ corsOrigins: [origin] });
  const headers = { origin, "content-type": "application/json" };

  const preflight = await gate.anonymous("/api/agents", {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST" },
  });
  const post = await gate.ask("/api/agents", {
    method: "POST",
    headers,
    body: JSON.stringify({ role: "worker" }),
  });
  const other = await gate.ask("/api/agents", {
    headers: { origin: "https://evil.example" },
  });

  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), origin);
  assert.equal(post.status, 201);
  assert.equal(post.headers.get("access-control-allow-origin"), origin);
  assert.equal(other.headers.get("access-control-allow-origin"), null);
});

Deno.test("without allowed origins no answer speaks of cross-origin access", async () => {
  using gate = new GateUnderTest();
  const headers = { origin: "https://evil.example" };

  const answer = await gate.ask("/api/agents", { headers });

  const spoken = [...answer.headers.keys()]
    .filter((name) => name.startsWith("access-control-"));
  assert.deepEqual(spoken, []);
});
