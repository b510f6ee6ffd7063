import { createRoute, z } from "@hono/zod-openapi";
import { BootReport, BootState } from "@/domain/boot_report.ts";
import { CLEANABLE_KINDS, Cleaned, DiskUse } from "@/domain/disk_use.ts";
import { ProcessReport } from "@/domain/host_processes.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { apiApp, refusal } from "../api_app.ts";
import { json, jsonBody, problems } from "../json_answers.ts";

const BootReportView = BootState.extend({
  /** What the starts before it found, the newest first. */
  earlier: z.array(BootReport),
}).openapi("BootReport");

const CleanRequest = z.strictObject({
  /** What is to go, as `GET /api/disk` named it. */
  kinds: z.array(z.enum(CLEANABLE_KINDS)).min(1).max(CLEANABLE_KINDS.length),
}).openapi("CleanRequest");

const readBootReport = createRoute({
  method: "get",
  path: "/boot-report",
  summary: "What the last start of the server found and made of it",
  responses: { 200: json(BootReportView, "The report, and earlier ones") },
});
const dismissBootReport = createRoute({
  method: "post",
  path: "/boot-report/dismiss",
  summary: "Say that the report of the last start was read",
  responses: {
    200: json(BootState, "The report, put away"),
    ...problems(400, 503),
  },
});
const readProcesses = createRoute({
  method: "get",
  path: "/processes",
  summary: "Every process that the server is the reason for",
  responses: { 200: json(ProcessReport, "What one look showed") },
});
const endLeftovers = createRoute({
  method: "post",
  path: "/processes/end-leftovers",
  summary: "End what earlier starts of the server left behind",
  responses: {
    200: json(
      z.object({ ended: z.int().nonnegative() }),
      "They are gone",
    ),
    ...problems(400),
  },
});
const readDisk = createRoute({
  method: "get",
  path: "/disk",
  summary: "What the data folder takes, and what of it could go",
  responses: { 200: json(DiskUse, "Counted just now") },
});
const cleanDisk = createRoute({
  method: "post",
  path: "/disk/clean",
  summary: "Remove for good what nothing uses any more",
  request: { body: jsonBody(CleanRequest) },
  responses: {
    200: json(Cleaned, "What went"),
    ...problems(400, 413, 415),
  },
});

/** The server's own processes, its disk, and what its starts found. */
export function processRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(readBootReport, async (c) => {
    const { boot } = platform.fleet();
    const reports = await platform.bootReports();
    const earlier = reports.filter(({ number }) =>
      number !== boot.last?.number
    );
    return c.json({ ...boot, earlier }, 200);
  });

  app.openapi(dismissBootReport, async (c) => {
    const outcome = await platform.dismissBootReport();
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(outcome.value, 200);
  });

  app.openapi(
    readProcesses,
    async (c) => c.json(await platform.host.processes(), 200),
  );

  app.openapi(
    endLeftovers,
    async (c) => c.json({ ended: await platform.host.endLeftovers() }, 200),
  );

  app.openapi(readDisk, async (c) => c.json(await platform.host.disk(), 200));

  app.openapi(
    cleanDisk,
    async (c) =>
      c.json(await platform.host.clean(c.req.valid("json").kinds), 200),
  );

  return app;
}
