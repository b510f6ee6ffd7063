import assert from "node:assert/strict";
import { sender } from "@/client/request.ts";
import { VampError } from "@/client/vamp_error.ts";

type Answer = Response | Error;

/** A server that gives these answers, one after the other, and notes what it was asked. */
function scripted(...answers: readonly Answer[]) {
  const asked: Request[] = [];
  const waits: number[] = [];
  const left = [...answers];
  const send = sender({
    url: "http://vamp.test/",
    token: "the-token",
    fetch: (input, init) => {
      asked.push(new Request(input as string, init));
      const next = left.shift();
      assert.ok(next, "it was asked too often");
      return next instanceof Error
        ? Promise.reject(next)
        : Promise.resolve(next);
    },
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  return { send, asked, waits };
}

const done = () => Response.json({ id: "x" });
const refused = (code: string, status: number, headers = {}) =>
  Response.json({ code, detail: "No.", request_id: "r-1" }, {
    status,
    headers,
  });
const LOST = new TypeError("connection reset");

Deno.test("a call says who asks, what for, and in which type", async () => {
  const { send, asked } = scripted(done());

  await send({
    method: "POST",
    path: "agents",
    query: { limit: 5, cursor: undefined },
    body: { role: "worker" },
  });

  assert.equal(asked[0]?.url, "http://vamp.test/api/agents?limit=5");
  assert.equal(asked[0]?.headers.get("authorization"), "Bearer the-token");
  assert.equal(asked[0]?.headers.get("content-type"), "application/json");
  assert.deepEqual(await asked[0]?.json(), { role: "worker" });
});

Deno.test("a lost POST is sent again under the same key, another call under another", async () => {
  const { send, asked } = scripted(LOST, LOST, done(), done());

  await send({ method: "POST", path: "agents" });
  await send({ method: "POST", path: "agents" });

  const keys = asked.map(({ headers }) => headers.get("idempotency-key"));
  assert.ok(keys[0]);
  assert.deepEqual(keys.slice(0, 3), [keys[0], keys[0], keys[0]]);
  assert.notEqual(keys[3], keys[0]);
});

Deno.test("the caller's own key is used", async () => {
  const { send, asked } = scripted(done());

  await send({ method: "POST", path: "agents", idempotencyKey: "mine" });

  assert.equal(asked[0]?.headers.get("idempotency-key"), "mine");
});

Deno.test("a refusal is an error with its code, and is not repeated", async () => {
  const { send, asked } = scripted(
    Response.json({
      code: "invalid_request",
      detail: "model: takes a model's alias or id",
      request_id: "r-7",
      errors: [{ path: "model", message: "takes a model's alias or id" }],
    }, { status: 400 }),
  );

  await assert.rejects(
    send({ method: "POST", path: "agents" }),
    (error: VampError) => {
      assert.ok(error instanceof VampError);
      assert.equal(error.code, "invalid_request");
      assert.equal(error.status, 400);
      assert.equal(error.requestId, "r-7");
      assert.equal(error.fields[0]?.path, "model");
      return true;
    },
  );
  assert.equal(asked.length, 1);
});

Deno.test("what passes by itself is tried again after the pause that the server asks for", async () => {
  const { send, waits } = scripted(
    refused("store_unavailable", 503, { "retry-after": "5" }),
    new Response("bad gateway", { status: 502 }),
    done(),
  );

  await send({ method: "GET", path: "health" });

  assert.equal(waits[0], 5_000);
  assert.ok(waits[1]! > 0 && waits[1]! <= 400, String(waits[1]));
});

Deno.test("while an earlier try is still being answered, it asks on until there is the answer", async () => {
  const inFlight = () =>
    refused("idempotency_in_flight", 409, { "retry-after": "1" });
  const { send, asked, waits } = scripted(
    LOST,
    ...Array.from({ length: 20 }, inFlight),
    done(),
  );

  const answer = await send({ method: "POST", path: "agents" });

  assert.deepEqual(answer, { id: "x" });
  assert.equal(asked.length, 22);
  assert.deepEqual(waits.slice(1), Array(20).fill(1_000));
});

Deno.test("another caller's try under the same key is no reason to ask on for long", async () => {
  const { send, asked } = scripted(
    ...Array.from(
      { length: 3 },
      () => refused("idempotency_in_flight", 409, { "retry-after": "1" }),
    ),
  );

  await assert.rejects(
    send({ method: "POST", path: "agents", idempotencyKey: "theirs" }),
    { code: "idempotency_in_flight" },
  );
  assert.equal(asked.length, 3);
});

Deno.test("a missing program does not come by waiting: its 503 is told at once", async () => {
  const { send, waits } = scripted(
    refused("claude_not_found", 503, { "retry-after": "5" }),
  );

  await assert.rejects(
    send({ method: "POST", path: "agents" }),
    { code: "claude_not_found" },
  );
  assert.deepEqual(waits, []);
});

Deno.test("a server that stays away is told as unreachable, after three tries", async () => {
  const { send, asked } = scripted(LOST, LOST, LOST);

  await assert.rejects(
    send({ method: "GET", path: "health" }),
    { code: "unreachable", status: undefined },
  );
  assert.equal(asked.length, 3);
});

Deno.test("a call that takes too long is timed out, one that is not wanted any more is ended", async () => {
  const hangs: typeof fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener(
        "abort",
        () => reject(init.signal?.reason),
      );
    });
  const send = sender({ url: "http://vamp.test", fetch: hangs, retries: 0 });
  const stop = new AbortController();

  const slow = send({ method: "GET", path: "health", timeoutMs: 5 });
  await assert.rejects(slow, { code: "timed_out" });
  const unwanted = send({
    method: "GET",
    path: "health",
    signal: stop.signal,
  });
  stop.abort(new Error("enough"));
  await assert.rejects(unwanted, { message: "enough" });
});
