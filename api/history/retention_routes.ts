import { createRoute, z } from "@hono/zod-openapi";
import { SessionId } from "@/domain/ids.ts";
import { PrunableSession, PruneRun } from "@/domain/retention.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, historyRefusal, problem } from "../api_app.ts";
import { json, jsonBody, problems } from "../json_answers.ts";

/** Sessions that one call removes at the most. */
const MOST_SESSIONS = 200;

const RetentionView = z.object({
  /** What may stay, and how long; 0 switches a rule off. */
  rules: z.object({
    live_hours: z.int(),
    live_tasks: z.int(),
    history_days: z.int(),
    history_max_gib: z.int(),
    metrics_days: z.int(),
  }),
  /** What each kind of pruning did last; null before its first time. */
  live: PruneRun.nullable(),
  history: PruneRun.nullable(),
  sessions: PruneRun.nullable(),
  /** Sessions that are to go and are not gone yet. */
  sessions_waiting: z.int(),
  history_bytes: z.int(),
  /** An estimate; the rest of the files waits for new rows. */
  history_bytes_in_use: z.int(),
  oldest_event_at: z.string().nullable(),
}).openapi("Retention");

const PruneRequest = z.strictObject({
  /** Only tells what would go. */
  dry_run: z.boolean().default(true),
  /** Dry run: sessions that were archived before this moment. */
  archived_before: z.iso.datetime({ offset: true })
    .transform((text) => new Date(text).toISOString()).optional(),
  /** The sessions to remove for good, as a dry run named them. */
  session_ids: z.array(SessionId).min(1).max(MOST_SESSIONS).optional(),
}).refine(
  ({ dry_run, session_ids }) => dry_run || session_ids !== undefined,
  { path: ["session_ids"], message: "name the sessions that are to go" },
).openapi("PruneRequest");

const PruneAnswer = z.object({
  dry_run: z.boolean(),
  /** Oldest first; at most 200, more come after these are gone. */
  sessions: z.array(PrunableSession),
  tasks: z.int(),
  transcript_entries: z.int(),
  bytes: z.int(),
}).openapi("PruneAnswer");

const readRetention = createRoute({
  method: "get",
  path: "/history/retention",
  summary: "What is kept for how long, and what pruning did last",
  responses: {
    200: json(RetentionView, "The rules and the last runs"),
    ...problems(503),
  },
});
const prune = createRoute({
  method: "post",
  path: "/history/prune",
  summary: "Remove archived sessions for good; a dry run tells what would go",
  request: { body: jsonBody(PruneRequest) },
  responses: {
    200: json(PruneAnswer, "What would go"),
    202: json(
      z.object({ dry_run: z.literal(false), sessions: z.int() }),
      "They go now, in small steps, also after a restart",
    ),
    ...problems(400, 409, 413, 415, 503),
  },
});

/** How what is old goes, and what a person lets go of. */
export function retentionRoutes({ retention }: Pick<Queries, "retention">) {
  const app = apiApp();

  app.openapi(readRetention, async (c) => {
    const report = await retention.report();
    if (!report.ok) return historyRefusal(c, report.refusal);
    return c.json(report.value, 200);
  });

  app.openapi(prune, async (c) => {
    const { dry_run, archived_before, session_ids } = c.req.valid("json");
    if (dry_run || !session_ids) {
      const found = await retention.prunable(archived_before);
      if (!found.ok) return historyRefusal(c, found.refusal);
      const sessions = [...found.value];
      return c.json({ dry_run: true, sessions, ...totalsOf(sessions) }, 200);
    }
    const begun = await retention.prune(session_ids);
    if (!begun.ok) return historyRefusal(c, begun.refusal);
    const [refused] = begun.value.refused;
    if (refused) {
      return problem(
        c,
        "session_not_archived",
        `Cannot remove session "${refused}": it is not archived`,
      );
    }
    return c.json(
      { dry_run: false as const, sessions: session_ids.length },
      202,
    );
  });

  return app;
}

function totalsOf(sessions: readonly PrunableSession[]) {
  const sum = (name: "tasks" | "transcript_entries" | "bytes") =>
    sessions.reduce((all, session) => all + session[name], 0);
  return {
    tasks: sum("tasks"),
    transcript_entries: sum("transcript_entries"),
    bytes: sum("bytes"),
  };
}
