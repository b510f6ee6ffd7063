import { createRoute, z } from "@hono/zod-openapi";
import type { AgentId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Queries } from "@/domain/platform.ts";
import { TranscriptEntry } from "@/domain/transcript.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, pathId, problems } from "../json_answers.ts";

const MAX_ENTRIES = 500;

const readTranscript = createRoute({
  method: "get",
  path: "/agents/{id}/transcript",
  summary: "The last entries of an agent's transcript, or those before one",
  request: {
    params: z.object({ id: pathId }),
    query: z.strictObject({
      before: z.coerce.number().int().nonnegative().optional(),
      limit: z.coerce.number().int().min(1).max(MAX_ENTRIES).default(100),
    }),
  },
  responses: {
    200: json(
      z.object({
        entries: z.array(TranscriptEntry),
        /** Pass it as `before` for the entries that came earlier. */
        next_before: z.int().nullable(),
      }),
      "Entries, oldest first",
    ),
    ...problems(400, 404),
  },
});
const readEntry = createRoute({
  method: "get",
  path: "/agents/{id}/transcript/{n}",
  summary: "One entry with its whole text",
  request: {
    params: z.object({
      id: pathId,
      n: z.coerce.number().int().nonnegative(),
    }),
  },
  responses: {
    200: json(
      z.object({ entry: TranscriptEntry, text: z.string() }),
      "The entry",
    ),
    ...problems(400, 404),
  },
});

/** What an agent was told, said and did. */
export function transcriptRoutes(platform: Queries) {
  const app = apiApp();

  app.openapi(readTranscript, async (c) => {
    const id = c.req.valid("param").id as AgentId;
    const { before, limit } = c.req.valid("query");
    if (!await platform.findAgent(id)) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    const range = before === undefined ? { limit } : { before, limit };
    const entries = [...await platform.readTranscript(id, range)];
    const first = entries[0]?.n ?? 0;
    return c.json({ entries, next_before: first > 0 ? first : null }, 200);
  });

  app.openapi(readEntry, async (c) => {
    const { id, n } = c.req.valid("param");
    const entry = await platform.findTranscriptEntry(id as AgentId, n);
    if (!entry) {
      return problem(
        c,
        "entry_not_found",
        `Cannot find entry ${n} of agent "${id}"`,
      );
    }
    const long = textOf(entry);
    const text = long ? await platform.fullText(long) : "";
    return c.json({ entry, text }, 200);
  });

  return app;
}

function textOf(entry: TranscriptEntry): LongText | undefined {
  if (entry.kind === "tool_call") return entry.input;
  return entry.kind === "turn_ended" ? undefined : entry.text;
}
