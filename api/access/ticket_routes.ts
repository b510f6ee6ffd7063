import { createRoute, z } from "@hono/zod-openapi";
import { apiApp } from "../api_app.ts";
import { json } from "../json_answers.ts";
import { callerOf } from "./caller.ts";
import type { Tickets } from "./tickets.ts";

const TicketView = z.object({
  /** For `/ws?ticket=…`, once. */
  ticket: z.string(),
  expires_at: z.string(),
}).openapi("Ticket");

const issue = createRoute({
  method: "post",
  path: "/auth/ticket",
  summary: "A ticket that opens one WebSocket, within 30 s",
  responses: { 201: json(TicketView, "The ticket") },
});

/** Where who is signed in gets what opens a WebSocket without a header. */
export function ticketRoutes(tickets: Tickets) {
  const app = apiApp();

  app.openapi(issue, async (c) => {
    const caller = callerOf(c.req.raw) ?? { kind: "token" };
    const { ticket, expiresAtMs } = await tickets.issue(caller);
    const expires_at = new Date(expiresAtMs).toISOString();
    return c.json({ ticket, expires_at }, 201);
  });

  return app;
}
