import { strict as assert } from "node:assert";
import fc from "fast-check";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemOf } from "@/tests/helpers/problem_answer.ts";

const REQUESTS = 2_000;

const segment = fc.oneof(
  fc.constantFrom(
    "api",
    "agents",
    "tasks",
    "sessions",
    "events",
    "health",
    "transcript",
    "interrupt",
    "login",
    "logout",
    "ws",
    "..",
    "%00",
    "%ff",
    "%2e%2e",
    "__proto__",
    "constructor",
  ),
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
  fc.webPath(),
);
const known = fc.constantFrom(
  "/api/agents",
  "/api/agents/x",
  "/api/agents/x/tasks",
  "/api/agents/x/interrupt",
  "/api/agents/x/transcript",
  "/api/agents/x/transcript/1",
  "/api/tasks",
  "/api/tasks/x",
  "/api/sessions",
  "/api/sessions/x",
  "/api/events",
  "/api/health",
  "/api/openapi.json",
  "/login",
  "/login/x",
  "/logout",
  "/ws",
);
const path = fc.oneof(
  known,
  fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join("/")}`),
);
const query = fc.oneof(
  fc.constant(""),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.tuple(
    fc.constantFrom("since", "topics", "limit", "cursor", "before", "status"),
    fc.string(),
  ).map(([name, value]) => `?${name}=${encodeURIComponent(value)}`),
);
const printable = fc.string({
  unit: fc.integer({ min: 32, max: 126 }).map((code) =>
    String.fromCharCode(code)
  ),
  maxLength: 40,
});
const headers = fc.dictionary(
  fc.constantFrom(
    "accept",
    "authorization",
    "content-type",
    "cookie",
    "last-event-id",
    "origin",
    "sec-fetch-site",
    "upgrade",
    "x-request-id",
    "if-none-match",
  ),
  fc.oneof(
    printable,
    fc.constantFrom(
      "application/json",
      "text/html",
      "websocket",
      "same-origin",
      "multipart/form-data; boundary=x",
      "http://127.0.0.1:4005",
    ),
  ),
  { maxKeys: 4 },
);
const body = fc.oneof(
  fc.constant(undefined),
  fc.string(),
  fc.json(),
  fc.record({
    role: fc.constantFrom("worker", "manager", "boss"),
    description: fc.string(),
    id: fc.string(),
    name: fc.string(),
  }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
);

Deno.test(`${REQUESTS} made-up requests get an answer each, and none finds a fault`, async () => {
  const request = fc.record({
    method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
    path,
    query,
    headers,
    body,
    isSignedIn: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(request, async ({ isSignedIn, ...given }) => {
      using gate = new GateUnderTest();
      const { method, headers } = given;
      const hasBody = method !== "GET" && method !== "HEAD";
      const init = { method, headers, body: hasBody ? given.body : undefined };
      const address = given.path + given.query;

      const answer = isSignedIn
        ? await gate.ask(address, init)
        : await gate.anonymous(address, init);

      assert.ok(answer.status < 500, `status ${answer.status}`);
      assert.deepEqual(gate.errors, []);
      assert.ok(answer.headers.get("x-request-id"));
      if (answer.status >= 400 && method !== "HEAD") await problemOf(answer);
      else await answer.body?.cancel();
      assert.equal(gate.sse.size, 0);
    }),
    { numRuns: REQUESTS, seed: 20_260_101 },
  );
});
