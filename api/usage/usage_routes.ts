import { createRoute, z } from "@hono/zod-openapi";
import { dayOf } from "@/domain/budget_reducer.ts";
import type { Queries } from "@/domain/platform.ts";
import { Usage } from "@/domain/usage.ts";
import { USAGE_GROUPINGS, type UsageReport } from "@/domain/usage_report.ts";
import { usageSummary } from "@/domain/usage_summary.ts";
import { apiApp, historyRefusal, problem } from "../api_app.ts";
import { json, problems } from "../json_answers.ts";
import { usageCsv } from "./usage_csv.ts";
import { spanOf, UsageQuery } from "./usage_query.ts";

const Sum = z.object({ usage: Usage, turns: z.int() });
const Group = Sum.extend({
  /** A model as the CLI calls it, or an id of ours; null: in no session. */
  id: z.string().nullable(),
  name: z.string().nullable(),
});
const Report = z.object({
  /** Days in UTC, both within the report. */
  from: z.string(),
  to: z.string(),
  by: z.enum(USAGE_GROUPINGS),
  total: Sum,
  /** The most expensive first. */
  groups: z.array(Group),
  /** Those on which anything was used, the oldest first. */
  days: z.array(Sum.extend({
    day: z.string(),
    groups: z.array(Sum.extend({ id: z.string().nullable() })),
  })),
}).openapi("UsageReport");

/** In US dollars; null while nothing says what comes. */
const Range = z.object({ low: z.number(), high: z.number() }).nullable();
const Summary = z.object({
  /** In UTC. */
  today: z.string(),
  used_today: Usage,
  /** With today; null while the history is away. */
  used_7_days: Usage.nullable(),
  used_month: Usage.nullable(),
  /** Between what and what the cost will be, at rates of late. */
  forecast: z.object({ day: Range, month: Range }).nullable(),
}).openapi("UsageSummary");

const readUsage = createRoute({
  method: "get",
  path: "/usage",
  summary: "Tokens and cost by day and by model, agent or session",
  request: { query: UsageQuery },
  responses: { 200: json(Report, "The report"), ...problems(400, 503) },
});
const readCsv = createRoute({
  method: "get",
  path: "/usage.csv",
  summary: "The same as a table for spreadsheets",
  request: { query: UsageQuery },
  responses: {
    200: {
      description: "A line for each day and group",
      content: { "text/csv": { schema: z.string() } },
    },
    ...problems(400, 503),
  },
});
const readSummary = createRoute({
  method: "get",
  path: "/usage/summary",
  summary: "What was used today, in 7 days and this month, and a forecast",
  responses: { 200: json(Summary, "The summary") },
});

/** What was used, over days. */
export function usageRoutes(platform: Queries) {
  const app = apiApp();
  const now = () => new Date().toISOString();

  app.openapi(readUsage, async (c) => {
    const asked = spanOf(c.req.valid("query"), dayOf(now()));
    if ("path" in asked) return badSpan(c, asked);
    const report = await platform.readUsage(asked.span);
    return report.ok
      ? c.json(reportView(report.value), 200)
      : historyRefusal(c, report.refusal);
  });

  app.openapi(readCsv, async (c) => {
    const asked = spanOf(c.req.valid("query"), dayOf(now()));
    if ("path" in asked) return badSpan(c, asked);
    const report = await platform.readUsage(asked.span);
    if (!report.ok) return historyRefusal(c, report.refusal);
    const { from, to, by } = asked.span;
    return c.body(usageCsv(report.value), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition":
        `attachment; filename="vamp-usage-${from}-${to}-${by}.csv"`,
    });
  });

  app.openapi(
    readSummary,
    async (c) => c.json(await usageSummary(platform, now()), 200),
  );

  return app;
}

function reportView(report: UsageReport): z.infer<typeof Report> {
  return {
    ...report,
    groups: [...report.groups],
    days: report.days.map((day) => ({ ...day, groups: [...day.groups] })),
  };
}

function badSpan(
  c: Parameters<typeof problem>[0],
  { path, message }: { readonly path: string; readonly message: string },
) {
  const errors = [{ path, message }];
  return problem(c, "invalid_request", `${path}: ${message}`, errors);
}
