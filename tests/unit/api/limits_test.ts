import { strict as assert } from "node:assert";
import { RateLimit } from "@/api/access/rate_limit.ts";
import { SignInGuard } from "@/api/access/sign_in_guard.ts";
import { GateUnderTest, TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const JSON_TYPE = { "content-type": "application/json" };

function bearer(gate: GateUnderTest, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  return gate.anonymous("/api/queue", { headers });
}

Deno.test("after five wrong tokens an address waits, longer each time, whatever it sends", async () => {
  using gate = new GateUnderTest();
  gate.from = "192.0.2.1";

  const first = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => bearer(gate, `wrong-${n}`)),
  );
  const right = await bearer(gate, TOKEN);
  const form = await gate.anonymous("/login", {
    method: "POST",
    body: new URLSearchParams({ token: TOKEN }),
  });
  gate.from = "192.0.2.2";
  const other = await bearer(gate, TOKEN);
  gate.from = "192.0.2.1";
  gate.nowMs += 1_000;
  const again = await bearer(gate, "wrong-7");
  gate.nowMs += 1_000;
  const soon = await bearer(gate, TOKEN);
  gate.nowMs += 1_000;
  const later = await bearer(gate, TOKEN);

  assert.deepEqual(first.map(({ status }) => status), Array(6).fill(401));
  assert.equal(await problemLine(right), "429 sign_in_blocked");
  assert.equal(right.headers.get("retry-after"), "1");
  assert.equal(form.status, 429);
  assert.equal(other.status, 200);
  assert.equal(again.status, 401);
  assert.equal(soon.status, 429);
  assert.equal(later.status, 200);
});

Deno.test("a program that sends the same old token again and again locks nobody out", async () => {
  using gate = new GateUnderTest();
  gate.from = "192.0.2.1";

  for (let n = 0; n < 20; n++) await bearer(gate, "old-token");
  const right = await bearer(gate, TOKEN);

  assert.equal(right.status, 200);
});

Deno.test("a browser that is signed in does not wait for others' wrong tokens", async () => {
  using gate = new GateUnderTest();
  gate.from = "192.0.2.1";
  const signedIn = await gate.anonymous("/api/auth/session", {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify({ token: TOKEN }),
  });
  const [cookie = ""] = signedIn.headers.getSetCookie();
  const headers = { cookie: cookie.split(";", 1)[0]! };

  for (let n = 0; n < 9; n++) await bearer(gate, `wrong-${n}`);
  const who = await gate.anonymous("/api/auth/session", { headers });
  const out = await gate.anonymous("/api/auth/session", {
    method: "DELETE",
    headers,
  });
  const after = await gate.anonymous("/api/auth/session", { headers });

  assert.equal(signedIn.status, 200);
  assert.deepEqual(await who.json(), {
    kind: "browser",
    signed_in_at: "2026-01-01T00:00:00.000Z",
  });
  assert.deepEqual(await out.json(), { signed_out: true });
  assert.equal(after.status, 401);
});

Deno.test("the wait for wrong secrets ends at 15 minutes, and is forgotten after an hour", async () => {
  let nowMs = 0;
  const guard = new SignInGuard(() => nowMs);
  const wrong = (secret: string) =>
    guard.attempt("a", secret, () => Promise.resolve(false));
  for (let n = 0; n < 40; n++) {
    await wrong(`${n}`);
    nowMs += 15 * 60_000;
  }

  await wrong("last");
  const blocked = await wrong("next");
  nowMs += 61 * 60_000;
  const fresh = await wrong("x");
  const alsoFresh = await wrong("y");

  assert.deepEqual(blocked, { kind: "wait", ms: 15 * 60_000 });
  assert.deepEqual([fresh.kind, alsoFresh.kind], ["wrong", "wrong"]);
});

Deno.test("guesses from more addresses than are remembered do not fill the memory", async () => {
  const guard = new SignInGuard(() => 0);
  const wrong = () => Promise.resolve(false);

  for (let n = 0; n < 6; n++) await guard.attempt("first", `${n}`, wrong);
  const before = await guard.attempt("first", "x", wrong);
  for (let n = 0; n < 10_000; n++) await guard.attempt(`a${n}`, "x", wrong);
  const after = await guard.attempt("first", "x", wrong);

  assert.equal(before.kind, "wait");
  assert.equal(after.kind, "wrong");
});

Deno.test("a caller has its rate, five seconds of it at once, and others theirs", () => {
  let nowMs = 0;
  const limit = new RateLimit(10, () => nowMs);
  const burst = Array.from({ length: 50 }, () => limit.take("a"));

  const over = limit.take("a");
  const other = limit.take("b");
  nowMs += 100;
  const next = limit.take("a");
  const tooSoon = limit.take("a");

  assert.deepEqual(burst, Array(50).fill(0));
  assert.equal(over, 100);
  assert.deepEqual([other, next], [0, 0]);
  assert.equal(tooSoon, 100);
  assert.equal(new RateLimit(0, () => 0).take("a"), 0);
});

Deno.test("who sends more than its rate is told when to come back", async () => {
  using gate = new GateUnderTest({ requestsPerSecond: 1 });

  const answers = [];
  for (let n = 0; n < 7; n++) answers.push(await gate.ask("/api/queue"));

  const last = answers.at(-1)!;
  assert.deepEqual(answers.slice(0, 5).map(({ status }) => status), [
    200,
    200,
    200,
    200,
    200,
  ]);
  assert.equal(await problemLine(last), "429 rate_limited");
  assert.equal(last.headers.get("retry-after"), "1");
});

Deno.test("headers and addresses of more than they may be are refused", async () => {
  using gate = new GateUnderTest();

  const headers = await gate.ask("/api/queue", {
    headers: { "x-more": "x".repeat(17_000) },
  });
  const address = await gate.ask(`/api/tasks/${"x".repeat(9_000)}`);

  assert.equal(await problemLine(headers), "431 headers_too_large");
  assert.equal(await problemLine(address), "414 address_too_long");
});

Deno.test("a body that does not come in time is not waited for", async () => {
  using gate = new GateUnderTest({ bodyMs: 20 });
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array([0x7b])),
    cancel: () => {
      isCancelled = true;
    },
  });

  const answer = await gate.ask("/api/tasks", {
    method: "POST",
    headers: JSON_TYPE,
    body,
  });

  assert.equal(await problemLine(answer), "408 body_too_slow");
  assert.ok(isCancelled);
});

Deno.test("nobody who is not signed in makes the server read a body", async () => {
  using gate = new GateUnderTest();
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(65_536));
    },
  }, { highWaterMark: 0 });

  const answer = await gate.anonymous("/api/tasks", {
    method: "POST",
    headers: JSON_TYPE,
    body,
  });

  assert.equal(await problemLine(answer), "401 unauthorized");
  assert.equal(pulled, 0);
});

Deno.test("looking where the sign-in link leads does not use it up", async () => {
  using gate = new GateUnderTest();
  const path = gate.access.linkPath;

  const looked = await gate.anonymous(path, { method: "HEAD" });
  const used = await gate.anonymous(path);

  assert.equal(looked.status, 204);
  assert.deepEqual(looked.headers.getSetCookie(), []);
  assert.equal(used.headers.get("location"), "/");
});
