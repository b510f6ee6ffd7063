import { createRoute, z } from "@hono/zod-openapi";
import { AuditRecord } from "@/domain/audit.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, historyRefusal } from "../api_app.ts";
import { json, problems } from "../json_answers.ts";

/** `task`, or one of them: `task/0190…`. */
const target = z.string().regex(
  /^[a-z_]{1,40}(\/[A-Za-z0-9._:-]{1,100})?$/,
  "takes a kind, or a kind, a slash and an id",
);

const listAudit = createRoute({
  method: "get",
  path: "/audit",
  summary: "Who decided or changed what, newest first",
  request: {
    query: z.strictObject({
      /** `person`, `rule:…`, `agent:…` or `server`. */
      actor: z.string().min(1).max(100).optional(),
      /** What was done: `approval.decided`, `disk.cleaned`, `sign_in.refused`. */
      action: z.string().min(1).max(100).optional(),
      target: target.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(500).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(AuditRecord.clone().openapi("AuditEntry")),
        next_cursor: z.string().nullable(),
      }),
      "One page of the audit log",
    ),
    ...problems(400, 503),
  },
});

/** What people, rules and the server decided. */
export function auditRoutes(platform: Pick<Queries, "auditLog">) {
  const app = apiApp();

  app.openapi(listAudit, async (c) => {
    const { target, ...filter } = c.req.valid("query");
    const [type, id] = target?.split("/") ?? [];
    const found = await platform.auditLog({
      ...filter,
      ...(type && { target: { type, id } }),
    });
    if (!found.ok) return historyRefusal(c, found.refusal);
    const { items, next } = found.value;
    return c.json({ items: [...items], next_cursor: next }, 200);
  });

  return app;
}
