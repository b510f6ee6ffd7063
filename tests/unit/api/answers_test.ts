import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine, problemOf } from "@/tests/helpers/problem_answer.ts";

const SECURITY = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cache-control": "no-store",
};

/** One request for each kind of answer. */
function everyKind(gate: GateUnderTest): Promise<readonly Response[]> {
  return Promise.all([
    gate.ask("/api/agents"),
    gate.ask("/api/agents", { method: "HEAD" }),
    gate.ask("/some/page"),
    gate.ask("/api/nothing"),
    gate.ask("/api/agents/none"),
    gate.ask("/api/events"),
    gate.ask("/ws"),
    gate.anonymous("/api/agents"),
    gate.anonymous("/", { headers: { accept: "text/html" } }),
    gate.anonymous("/login/x"),
    gate.anonymous("/", { headers: { host: "evil" } }),
    gate.anonymous("/", { method: "POST", headers: { origin: "null" } }),
    gate.ask("/api/agents", { method: "POST", body: "{" }),
    gate.post("/api/agents", { role: "x".repeat(2 * 1024 * 1024) }),
  ]);
}

Deno.test("every answer carries the security headers and an id of its own", async () => {
  using gate = new GateUnderTest();

  const answers = await everyKind(gate);

  for (const { headers, status } of answers) {
    const carried = Object.fromEntries(
      Object.keys(SECURITY).map((name) => [name, headers.get(name)]),
    );
    assert.deepEqual(carried, SECURITY, `status ${status}`);
    assert.equal(headers.get("strict-transport-security"), null);
  }
  const ids = answers.map(({ headers }) => headers.get("x-request-id"));
  for (const id of ids) assert.match(id ?? "", /^[\da-f-]{36}$/);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("over TLS every answer asks browsers to stay there", async () => {
  using gate = new GateUnderTest({ secure: true });

  const answers = await everyKind(gate);

  for (const { headers } of answers) {
    const kept = headers.get("strict-transport-security");
    assert.equal(kept, "max-age=31536000");
  }
});

Deno.test("a page's own caching is left as it is", async () => {
  const caching = "public, max-age=31536000, immutable";
  const headers = { "cache-control": caching };
  using gate = new GateUnderTest({
    page: () => new Response("x", { headers }),
  });

  const answer = await gate.ask("/styles.css");

  assert.equal(answer.headers.get("cache-control"), caching);
});

Deno.test("a problem's id is that of its answer, also when the body came in chunks", async () => {
  using gate = new GateUnderTest();
  const chunked = (text: string) =>
    gate.ask("/api/agents", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: ReadableStream.from([new TextEncoder().encode(text)]),
    });

  const broken = await chunked("{");
  const unfit = await chunked('{"role":"boss"}');

  assert.equal(await problemLine(broken), "400 invalid_json");
  assert.equal(await problemLine(unfit), "400 invalid_request");
});

Deno.test("an unexpected error is logged and told by its id alone", async () => {
  using gate = new GateUnderTest();
  gate.platform.broken = new Error("secret /path/to/live.sqlite3");
  const ids: string[] = [];

  for (
    const answer of [
      await gate.post("/api/agents", { role: "worker" }),
      await gate.ask("/api/agents/a"),
      await gate.ask("/api/agents/a", { method: "DELETE" }),
      await gate.ask("/api/tasks/a"),
    ]
  ) {
    const problem = await problemOf(answer);
    assert.equal(problem.code, "internal");
    assert.doesNotMatch(JSON.stringify(problem), /secret|sqlite|\.ts/);
    ids.push(problem.request_id);
  }

  assert.deepEqual(gate.errors.map(({ facts }) => facts.request), ids);
  for (const { facts } of gate.errors) {
    assert.equal(facts.error, gate.platform.broken);
  }
});

Deno.test("a page that fails is told by its id alone, too", async () => {
  using gate = new GateUnderTest({
    page: () => {
      throw new Error("secret");
    },
  });

  const problem = await problemOf(await gate.ask("/agents/1"));

  assert.equal(problem.code, "internal");
  assert.equal(gate.errors.length, 1);
});

Deno.test("nothing under an address is a problem in the API, whatever the method", async () => {
  using gate = new GateUnderTest();
  const asked = [
    gate.ask("/api"),
    gate.ask("/api/"),
    gate.ask("/api/nothing"),
    gate.ask("/api/agents/a/b/c"),
    gate.ask("/api/agents", { method: "PUT" }),
    gate.ask("/api/health", { method: "POST" }),
  ];

  const lines = await Promise.all(
    asked.map(async (answer) => await problemLine(await answer)),
  );

  assert.deepEqual(lines, asked.map(() => "404 not_found"));
});

Deno.test("what is unavailable says when to ask again", async () => {
  using gate = new GateUnderTest();
  gate.platform.refusing = "store_unavailable";

  const answer = await gate.post("/api/agents", { role: "worker" });

  assert.equal(answer.headers.get("retry-after"), "5");
  assert.equal(await problemLine(answer), "503 store_unavailable");
});
