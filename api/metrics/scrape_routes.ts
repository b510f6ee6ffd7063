import { Hono } from "hono";
import type { MetricQueries } from "@/domain/metric_queries.ts";
import { problem } from "../api_app.ts";
import { expositionOf } from "./exposition.ts";

/** What Prometheus scrapes; it sends the token like every program. */
export function scrapeRoutes(metrics: MetricQueries): Hono {
  const app = new Hono();
  app.get("/metrics", async (c) => {
    const current = await metrics.currentMetrics();
    if (!current) {
      return problem(
        c,
        "not_found",
        'Cannot give metrics: MONITORING_ENABLED is "false"',
      );
    }
    const { contentType, text } = await expositionOf(current);
    return c.body(text, 200, { "content-type": contentType });
  });
  return app;
}
