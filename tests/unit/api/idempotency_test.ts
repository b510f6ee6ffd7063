import { strict as assert } from "node:assert";
import { idempotencyKeys } from "@/db/kv/idempotency_keys.ts";
import { memoryIdempotency } from "@/tests/helpers/gate_stores.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { openStore } from "@/tests/helpers/live_store.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

function send(
  gate: GateUnderTest,
  key: string,
  body: unknown = { role: "worker" },
  path = "/api/agents",
) {
  return gate.ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  });
}

/** What a client sees of an answer. */
async function seen(answer: Response) {
  const { status, headers } = answer;
  const names = ["content-type", "etag", "location"];
  return {
    status,
    headers: names.map((name) => headers.get(name)),
    body: await answer.text(),
  };
}

Deno.test("the same request with the same key is acted on once, and answered the same", async () => {
  using gate = new GateUnderTest();

  const first = await send(gate, "k1");
  const again = await send(gate, "k1");
  const other = await send(gate, "k2");

  const replayed = again.headers.get("idempotency-replayed");
  const answer = await seen(first);
  assert.equal(answer.status, 201);
  assert.deepEqual(await seen(again), answer);
  assert.equal(first.headers.get("idempotency-replayed"), null);
  assert.equal(replayed, "true");
  assert.equal(other.status, 201);
  assert.equal(Object.keys(gate.platform.fleet().agents).length, 2);
});

Deno.test("a key that was sent with another request is refused", async () => {
  using gate = new GateUnderTest();
  await send(gate, "k");

  const body = await send(gate, "k", { role: "manager" });
  const path = await send(gate, "k", { role: "worker" }, "/api/sessions");

  assert.equal(await problemLine(body), "422 idempotency_key_reused");
  assert.equal(await problemLine(path), "422 idempotency_key_reused");
});

Deno.test("of two requests at once with one key one is acted on, the other told to wait", async () => {
  const store = memoryIdempotency();
  const looked = Promise.withResolvers<void>();
  using gate = new GateUnderTest({
    idempotency: {
      ...store,
      take: (key, print) => looked.promise.then(() => store.take(key, print)),
    },
  });
  const sent = [send(gate, "k"), send(gate, "k")];

  const waiting = await Promise.race(sent);
  looked.resolve();
  const answers = await Promise.all(sent);

  assert.equal(waiting.headers.get("retry-after"), "1");
  assert.equal(await problemLine(waiting), "409 idempotency_in_flight");
  const lines = answers.map(({ status }) => status).sort();
  assert.deepEqual(lines, [201, 409]);
  assert.equal(Object.keys(gate.platform.fleet().agents).length, 1);
});

Deno.test("a refusal is the answer too, but not one that time may change", async () => {
  using gate = new GateUnderTest();
  gate.platform.refusing = "session_not_found";
  const lasting = await send(gate, "k1");
  gate.platform.refusing = "agent_limit_reached";
  const passing = await send(gate, "k2");
  gate.platform.refusing = undefined;

  const again = await Promise.all([send(gate, "k1"), send(gate, "k2")]);

  assert.deepEqual([lasting.status, passing.status], [404, 429]);
  assert.deepEqual(again.map(({ status }) => status), [404, 201]);
});

Deno.test("a key that cannot be one is refused, and other methods take none", async () => {
  using gate = new GateUnderTest();

  const lines = await Promise.all(
    ["x".repeat(256), "a b"].map(async (key) =>
      await problemLine(await send(gate, key))
    ),
  );
  const read = await gate.ask("/api/agents", {
    headers: { "idempotency-key": "a b" },
  });

  assert.deepEqual(lines, ["400 invalid_request", "400 invalid_request"]);
  assert.equal(read.status, 200);
});

Deno.test("answers outlive a restart; what a kill cut off is told, and not done again", async () => {
  using open = await openStore();
  const store = idempotencyKeys(open.kv, Date.now);
  using first = new GateUnderTest({ idempotency: store });
  const made = await send(first, "done");
  // As a kill leaves it: taken, and never answered.
  const cut = memoryIdempotency();
  using killed = new GateUnderTest({
    idempotency: { ...cut, take: store.take, keep: () => Promise.resolve() },
  });
  await send(killed, "cut-off");

  using second = new GateUnderTest({
    idempotency: idempotencyKeys(open.kv, Date.now),
  });
  const again = await send(second, "done");
  const unknown = await send(second, "cut-off");

  assert.deepEqual(await seen(again), await seen(made));
  assert.equal(await problemLine(unknown), "409 idempotency_unknown");
  assert.deepEqual(second.platform.log, []);
});

Deno.test("a token is never kept for the key of a sign-in", async () => {
  const taken: string[] = [];
  const store = memoryIdempotency();
  using gate = new GateUnderTest({
    idempotency: {
      ...store,
      take: (key, print) => {
        taken.push(key);
        return store.take(key, print);
      },
    },
  });

  const answer = await send(gate, "k", { token: "x" }, "/api/auth/session");

  assert.equal(answer.status, 401);
  assert.deepEqual(taken, []);
});
