import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  Delivery,
  NewWebhook,
  Webhook,
  WebhookChange,
} from "@/domain/webhook.ts";
import type { WebhookRefusal, WebhookService } from "@/domain/webhook_port.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";

const params = z.object({ id: pathId });

/** A webhook as programs see it, with its last deliveries; the secret never again. */
const WebhookView = Webhook.omit({ secret: true }).openapi("Webhook");
type WebhookView = z.infer<typeof WebhookView>;

const listWebhooks = createRoute({
  method: "get",
  path: "/webhooks",
  summary: "All webhooks, with their last deliveries",
  responses: {
    200: json(z.object({ items: z.array(WebhookView) }), "Oldest first"),
  },
});
const createWebhook = createRoute({
  method: "post",
  path: "/webhooks",
  summary: "Have events of some types sent to an address, from the next one on",
  request: { body: jsonBody(NewWebhook) },
  responses: {
    201: json(
      Webhook.clone().openapi("NewlyMadeWebhook"),
      "The webhook, and the one time that its secret is shown",
    ),
    ...problems(400, 413, 415, 422, 429, 503),
  },
});
const getWebhook = createRoute({
  method: "get",
  path: "/webhooks/{id}",
  summary: "One webhook",
  request: { params },
  responses: { 200: json(WebhookView, "The webhook"), ...problems(400, 404) },
});
const changeWebhook = createRoute({
  method: "patch",
  path: "/webhooks/{id}",
  summary: "Change, pause or take up a webhook, also a dead one",
  request: { params, body: jsonBody(WebhookChange) },
  responses: {
    200: json(WebhookView, "The webhook as it is now"),
    ...problems(400, 404, 413, 415, 422, 503),
  },
});
const removeWebhook = createRoute({
  method: "delete",
  path: "/webhooks/{id}",
  summary: "Remove a webhook",
  request: { params },
  responses: {
    200: json(WebhookView, "The webhook as it was"),
    ...problems(400, 404, 503),
  },
});
const testWebhook = createRoute({
  method: "post",
  path: "/webhooks/{id}/test",
  summary: "Send a webhook.tested now; answers with what came of it",
  request: { params },
  responses: {
    200: json(Delivery.clone().openapi("WebhookDelivery"), "The delivery"),
    ...problems(400, 404, 503),
  },
});

/** Events that are sent to programs elsewhere. */
export function webhookRoutes(webhooks: WebhookService) {
  const app = apiApp();

  app.openapi(
    listWebhooks,
    (c) => c.json({ items: webhooks.list().map(viewOf) }, 200),
  );

  app.openapi(createWebhook, async (c) => {
    const outcome = await webhooks.create(c.req.valid("json"));
    if (!outcome.ok) return refusal(c, outcome.refusal);
    c.header("location", `/api/webhooks/${outcome.value.id}`);
    return c.json(outcome.value, 201);
  });

  app.openapi(getWebhook, (c) => {
    const { id } = c.req.valid("param");
    const webhook = webhooks.find(id);
    return webhook
      ? c.json(viewOf(webhook), 200)
      : problem(c, "webhook_not_found", `Cannot find webhook "${id}"`);
  });

  app.openapi(changeWebhook, async (c) => {
    const outcome = await webhooks.change(
      c.req.valid("param").id,
      c.req.valid("json"),
    );
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(viewOf(outcome.value), 200);
  });

  app.openapi(removeWebhook, async (c) => {
    const outcome = await webhooks.remove(c.req.valid("param").id);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(viewOf(outcome.value), 200);
  });

  app.openapi(testWebhook, async (c) => {
    const outcome = await webhooks.test(c.req.valid("param").id);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(outcome.value, 200);
  });

  return app;
}

function viewOf({ secret: _, ...webhook }: Webhook): WebhookView {
  return webhook;
}

function refusal(c: Context, { code, message }: WebhookRefusal) {
  return problem(c, code, message);
}
