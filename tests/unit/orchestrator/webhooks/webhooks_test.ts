import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { until } from "@/tests/helpers/until.ts";
import { HOOK, WebhookRig } from "@/tests/helpers/webhook_rig.ts";
import type { Webhooks } from "@/orchestrator/webhooks/webhooks.ts";
import { MAX_FAILURES } from "@/orchestrator/webhooks/retry.ts";

const STOPPED = { type: "server.stopped", data: {} } as const;
const RESUMED = {
  type: "queue.resumed",
  data: { by: { kind: "person" } },
} as const;

async function createHook(webhooks: Webhooks, types = HOOK.types) {
  const made = await webhooks.create({ ...HOOK, types });
  assert.ok(made.ok);
  return made.value;
}

const seqs = ({ got }: WebhookRig) => got.map(({ event }) => event.seq);

Deno.test("events of the chosen types are sent in order, from the next one on", async () => {
  const rig = new WebhookRig();
  rig.platform.commit(STOPPED);
  await using webhooks = await rig.open();
  const { id } = await createHook(webhooks);

  rig.platform.commit(STOPPED, RESUMED, STOPPED);
  await until("they came", () => rig.got.length === 2);

  assert.deepEqual(seqs(rig), [2, 4]);
  assert.deepEqual(rig.got[0]?.event, rig.platform.log[1]);
  await until("its place is stored", () => rig.kept.get(id)?.cursor === 4);
});

Deno.test("a delivery is signed with its id, its time and its body", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  const { id, secret } = await createHook(webhooks);

  rig.platform.commit(STOPPED);
  await until("it came", () => rig.got.length === 1);

  const { headers, event } = rig.got[0]!;
  const signed = `${id}.1.${rig.nowMs / 1_000}.${JSON.stringify(event)}`;
  const mac = createHmac("sha256", atob(secret.replace("whsec_", "")), {
    encoding: "binary",
  });
  assert.equal(headers["webhook-id"], `${id}.1`);
  assert.equal(headers["webhook-timestamp"], String(rig.nowMs / 1_000));
  assert.equal(
    headers["webhook-signature"],
    `v1,${mac.update(signed).digest("base64")}`,
  );
});

Deno.test("what is not taken is sent again under the same id, after pauses that grow, before anything else", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  await createHook(webhooks);
  rig.answers = [500, new Error("connection refused"), 302];
  const pauses: (number | undefined)[] = [];

  rig.platform.commit(STOPPED, STOPPED);
  for (let tries = 1; tries <= 3; tries++) {
    await until("a retry is planned", () => rig.retryMs !== undefined);
    pauses.push(rig.retryMs);
    rig.passToRetry();
    await until("it was tried", () => rig.got.length > tries);
  }
  await until("the next one came", () => rig.got.length === 5);

  assert.deepEqual(seqs(rig), [1, 1, 1, 1, 2]);
  assert.deepEqual(pauses, [1_000, 2_000, 4_000]);
  assert.equal(new Set(rig.got.map((g) => g.headers["webhook-id"])).size, 2);
  const [webhook] = webhooks.list();
  assert.equal(webhook?.failures, 0);
  assert.deepEqual(
    webhook?.deliveries.map(({ seq, error }) => [seq, error]),
    [
      [2, null],
      [1, null],
      [1, "it answered 302"],
      [1, "connection refused"],
      [1, "it answered 500"],
    ],
  );
});

Deno.test("a retry does not wait for hours, when the clock was set back by them", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  await createHook(webhooks);
  rig.answers = [500];
  rig.platform.commit(STOPPED);
  await until("a retry is planned", () => rig.retryMs !== undefined);

  rig.nowMs -= 2 * 3_600_000;
  rig.platform.commit(STOPPED);
  await until("both came", () => rig.got.length === 3);

  assert.deepEqual(seqs(rig), [1, 1, 2]);
});

Deno.test("after too many failures it is dead, says so, and goes on when a person wakes it", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  const { id } = await createHook(webhooks);
  rig.answers = Array(MAX_FAILURES).fill(503);

  rig.platform.commit(STOPPED);
  for (let tries = 1; tries < MAX_FAILURES; tries++) {
    await until("a retry is planned", () => rig.retryMs !== undefined);
    rig.passToRetry();
    await until("it was tried", () => rig.got.length > tries);
  }
  await until("it is dead", () => webhooks.find(id)?.state === "dead");
  rig.platform.commit(STOPPED);
  assert.equal(rig.retryMs, undefined);
  await webhooks.change(id, { active: true });
  await until("the rest came", () => rig.got.length === MAX_FAILURES + 2);

  assert.deepEqual(seqs(rig).slice(-2), [1, 2]);
  assert.equal(webhooks.find(id)?.state, "active");
});

Deno.test("a receiver that is gone for good is not asked again", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  const { id } = await createHook(webhooks);
  rig.answers = [410];

  rig.platform.commit(STOPPED);

  await until("it is dead", () => webhooks.find(id)?.state === "dead");
  assert.equal(rig.got.length, 1);
});

Deno.test("after a restart it goes on where it was, and nothing is missed", async () => {
  const rig = new WebhookRig();
  {
    await using webhooks = await rig.open();
    await createHook(webhooks);
    rig.platform.commit(STOPPED);
    await until("it came", () => rig.got.length === 1);
  }
  rig.platform.commit(STOPPED, STOPPED);

  await using _webhooks = await rig.open();
  await until("the others came", () => rig.got.length === 3);

  assert.deepEqual(seqs(rig), [1, 2, 3]);
});

Deno.test("a kill between the answer and its note sends the event again, under its id", async () => {
  const rig = new WebhookRig();
  const webhooks = await rig.open();
  await createHook(webhooks);
  rig.platform.commit(STOPPED);
  await until("it came", () => rig.got.length === 1);
  await webhooks[Symbol.asyncDispose]();
  const [kept] = rig.kept.values();
  assert.ok(kept);
  rig.kept.set(kept.id, { ...kept, cursor: 0 });

  await using _again = await rig.open();
  await until("it came again", () => rig.got.length === 2);

  assert.equal(
    rig.got[0]?.headers["webhook-id"],
    rig.got[1]?.headers["webhook-id"],
  );
});

Deno.test("events that the log dropped in the meantime are counted, and the rest is sent", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  const { id } = await createHook(webhooks);
  await webhooks.change(id, { active: false });
  rig.platform.commit(STOPPED, STOPPED, STOPPED, STOPPED);
  rig.oldestSeq = 3;

  await webhooks.change(id, { active: true });
  await until("the rest came", () => rig.got.length === 2);

  assert.deepEqual(seqs(rig), [3, 4]);
  assert.equal(webhooks.find(id)?.missed, 2);
});

Deno.test("a test is sent at once, also by a paused one, and moves nothing", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  const { id } = await createHook(webhooks);
  await webhooks.change(id, { active: false });

  const tested = await webhooks.test(id);

  assert.ok(tested.ok);
  assert.deepEqual([tested.value.type, tested.value.status], [
    "webhook.tested",
    200,
  ]);
  assert.equal(rig.got[0]?.event.type as string, "webhook.tested");
  assert.equal(webhooks.find(id)?.cursor, 0);
});

Deno.test("an address that is not configured is refused, and a removed one hears nothing more", async () => {
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  const { id } = await createHook(webhooks);

  const refused = await webhooks.create({ ...HOOK, url: "https://other.test" });
  await webhooks.remove(id);
  rig.platform.commit(STOPPED);

  assert.ok(!refused.ok);
  assert.equal(refused.refusal.code, "webhook_address_refused");
  assert.deepEqual(webhooks.list(), []);
  assert.equal(rig.kept.size, 0);
  assert.deepEqual(rig.got, []);
  assert.deepEqual(rig.defects, []);
});
