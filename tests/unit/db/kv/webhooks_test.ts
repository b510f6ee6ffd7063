import assert from "node:assert/strict";
import { webhookStore } from "@/db/kv/webhooks.ts";
import { WebhookRig } from "@/tests/helpers/webhook_rig.ts";

Deno.test("webhooks are kept, replaced and removed", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = webhookStore(kv);
  const rig = new WebhookRig();
  await using webhooks = await rig.open();
  const made = await webhooks.create({
    name: "Chat",
    url: "https://hooks.test/in",
    types: ["task.*"],
  });
  assert.ok(made.ok);

  await store.save(made.value);
  await store.save({ ...made.value, cursor: 7 });
  const kept = await store.list();
  await store.remove(made.value.id);

  assert.deepEqual(kept, [{ ...made.value, cursor: 7 }]);
  assert.deepEqual(await store.list(), []);
});
