import { strict as assert } from "node:assert";
import { webhookRoutes } from "@/api/webhooks/webhook_routes.ts";
import { HOOK, WebhookRig } from "@/tests/helpers/webhook_rig.ts";

/** The routes on webhooks in memory. */
async function openRoutes() {
  const rig = new WebhookRig();
  const webhooks = await rig.open();
  const app = webhookRoutes(webhooks);
  return {
    rig,
    ask: (method: string, path: string, body?: unknown) =>
      app.request(path, {
        method,
        ...body === undefined ? {} : {
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        },
      }),
    [Symbol.asyncDispose]: () => webhooks[Symbol.asyncDispose](),
  };
}

/** The status and the code of a problem. */
async function problemLine(answer: Response): Promise<string> {
  return `${answer.status} ${(await answer.json()).code}`;
}

Deno.test("a webhook is made, found, changed, tested and removed; its secret is shown once", async () => {
  await using routes = await openRoutes();

  const created = await routes.ask("POST", "/webhooks", HOOK);
  const { secret, ...webhook } = await created.json();
  const path = `/webhooks/${webhook.id}`;
  const listed = await (await routes.ask("GET", "/webhooks")).json();
  const changed = await routes.ask("PATCH", path, { active: false });
  const tested = await (await routes.ask("POST", `${path}/test`)).json();
  const found = await (await routes.ask("GET", path)).json();
  const removed = await routes.ask("DELETE", path);

  assert.equal(created.status, 201);
  assert.equal(created.headers.get("location"), `/api${path}`);
  assert.match(secret, /^whsec_[\w+/]{43}=$/);
  assert.deepEqual(listed.items, [webhook]);
  assert.equal((await changed.json()).state, "paused");
  assert.equal(tested.status, 200);
  assert.deepEqual(found.deliveries, [tested]);
  assert.ok(!JSON.stringify([listed, found]).includes(secret));
  assert.equal(removed.status, 200);
  assert.equal(
    await problemLine(await routes.ask("GET", path)),
    "404 webhook_not_found",
  );
});

Deno.test("what cannot be a webhook is refused by its code", async () => {
  await using routes = await openRoutes();
  const make = async (changes: object) =>
    await problemLine(
      await routes.ask("POST", "/webhooks", { ...HOOK, ...changes }),
    );

  assert.equal(await make({ types: [] }), "400 invalid_request");
  assert.equal(await make({ types: ["Everything"] }), "400 invalid_request");
  assert.equal(await make({ url: "no address" }), "400 invalid_request");
  assert.equal(await make({ more: 1 }), "400 invalid_request");
  assert.equal(
    await make({ url: "https://localhost/" }),
    "422 webhook_address_refused",
  );
});

Deno.test("there are at most twenty", async () => {
  await using routes = await openRoutes();
  for (let n = 0; n < 20; n++) {
    assert.equal((await routes.ask("POST", "/webhooks", HOOK)).status, 201);
  }

  const one = await routes.ask("POST", "/webhooks", HOOK);

  assert.equal(await problemLine(one), "429 webhook_limit_reached");
});
