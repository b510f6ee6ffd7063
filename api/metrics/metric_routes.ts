import { createRoute, z } from "@hono/zod-openapi";
import { AgentId, Instant } from "@/domain/ids.ts";
import { METRIC_FAMILIES, METRIC_NAMES, metricFacts } from "@/domain/metric.ts";
import type { MetricQueries } from "@/domain/metric_queries.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, problems } from "../json_answers.ts";

const HOUR_MS = 3_600_000;
const KNOWN: ReadonlySet<string> = new Set([
  ...METRIC_NAMES,
  ...METRIC_FAMILIES,
]);

const Series = z.object({
  name: z.string(),
  unit: z.string(),
  /** How values of one step were put together. */
  gathering: z.enum(["level", "sum", "mean", "max"]),
  agent_id: z.string().nullable(),
  agent_name: z.string().nullable(),
  /** One for each of `times`; null where it is not known. */
  values: z.array(z.number().nullable()),
});
const Metrics = z.object({
  enabled: z.boolean(),
  from: z.string(),
  to: z.string(),
  step_seconds: z.number(),
  complete: z.boolean(),
  dropped_samples: z.int(),
  times: z.array(z.string()),
  /** How many were taken in each step. */
  samples: z.array(z.int()),
  series: z.array(Series),
}).openapi("Metrics");

const Names = z.string().max(2_000).transform((text) =>
  text.split(",").map((name) => name.trim()).filter((name) => name !== "")
).refine(
  (names) => names.every((name) => KNOWN.has(name)),
  "takes names or families of metrics, separated by commas",
);
const readMetrics = createRoute({
  method: "get",
  path: "/metrics",
  summary: "Measured values over a span of time, at most 500 steps",
  request: {
    query: z.strictObject({
      /** Names such as `agents.idle` or families such as `agents`; without it, all. */
      names: Names.optional(),
      agent_id: AgentId.optional(),
      /** Without it, one hour before `to`. */
      from: Instant.optional(),
      /** Without it, now. */
      to: Instant.optional(),
      /** Seconds of a step; it is made longer where 500 steps are not enough. */
      step: z.coerce.number().int().min(1).max(31_536_000).optional(),
    }),
  },
  responses: { 200: json(Metrics, "The values"), ...problems(400) },
});

/** Measured values for pages and programs. */
export function metricRoutes(metrics: MetricQueries) {
  const app = apiApp();
  app.openapi(readMetrics, async (c) => {
    const { names, agent_id, from, to, step } = c.req.valid("query");
    const toMs = to ? Date.parse(to) : Date.now();
    const fromMs = from ? Date.parse(from) : toMs - HOUR_MS;
    if (fromMs >= toMs) {
      const message = "takes a moment before `to`";
      return problem(c, "invalid_request", `from: ${message}`, [
        { path: "from", message },
      ]);
    }
    const report = await metrics.readMetrics({
      names: names ?? [],
      agentId: agent_id,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      stepSeconds: step,
    });
    return c.json({
      ...report,
      times: [...report.times],
      samples: [...report.samples],
      series: report.series.map((line) => {
        const { unit, gathering } = metricFacts(line.name);
        return { ...line, unit, gathering, values: [...line.values] };
      }),
    }, 200);
  });
  return app;
}
