import { createRoute, z } from "@hono/zod-openapi";
import type { AgentId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { leanEntryTo } from "@/domain/lean_entry.ts";
import { longTextOf, TranscriptEntry } from "@/domain/transcript.ts";
import {
  MAX_SOUGHT_CHARS,
  TRANSCRIPT_PARTS,
} from "@/domain/transcript_match.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, pathId, problems } from "../json_answers.ts";

const MAX_ENTRIES = 500;
/** Entries that may be asked for by number at once. */
const MAX_NUMBERS = 100;

const entryNumber = z.coerce.number().int().nonnegative();
const numbers = z.string().max(1_000).regex(
  /^\d{1,9}(,\d{1,9})*$/,
  "takes numbers, separated by commas",
).transform((text) => text.split(",").map(Number))
  .refine((all) => all.length <= MAX_NUMBERS, "takes 100 numbers at most");

const readTranscript = createRoute({
  method: "get",
  path: "/agents/{id}/transcript",
  summary: "The last entries of an agent's transcript, or those beside one",
  request: {
    params: z.object({ id: pathId }),
    query: z.strictObject({
      /** Entries with a lower number alone. */
      before: entryNumber.optional(),
      /** The first entries with a higher number; without it, the last ones. */
      after: entryNumber.optional(),
      /** These entries instead of a piece: `3,17,40`. */
      numbers: numbers.optional(),
      limit: z.coerce.number().int().min(1).max(MAX_ENTRIES).default(100),
      /** Characters of what a tool took and gave; the rest is read by entry. */
      tool_chars: z.coerce.number().int().min(0).max(12_000).default(12_000),
      /** Also the calls of results that are given, and the results of calls. */
      paired: z.enum(["true", "false"]).default("false"),
    }),
  },
  responses: {
    200: json(
      z.object({
        entries: z.array(TranscriptEntry),
        /** Other halves of uses of tools, when asked for. */
        paired: z.array(TranscriptEntry),
        /** Pass it as `before` for the entries that came earlier. */
        next_before: z.int().nullable(),
      }),
      "Entries, oldest first",
    ),
    ...problems(400, 404),
  },
});
const searchTranscript = createRoute({
  method: "get",
  path: "/agents/{id}/transcript/search",
  summary: "Numbers of the entries that have a text, or are of one part",
  request: {
    params: z.object({ id: pathId }),
    query: z.strictObject({
      /** As it is written, in capitals or not. */
      text: z.string().max(MAX_SOUGHT_CHARS).optional(),
      part: z.enum(TRANSCRIPT_PARTS).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        /** The newest 50,000, oldest first. */
        numbers: z.array(z.int()),
        total: z.int(),
        /** False when older entries could not be looked through. */
        complete: z.boolean(),
      }),
      "Where it was found",
    ),
    ...problems(400, 404),
  },
});
const readEntry = createRoute({
  method: "get",
  path: "/agents/{id}/transcript/{n}",
  summary: "One entry with its whole text",
  request: {
    params: z.object({ id: pathId, n: entryNumber }),
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
    const { numbers, tool_chars, paired, ...range } = c.req.valid("query");
    if (!await platform.findAgent(id)) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    const entries = numbers
      ? await platform.transcriptEntries(id, numbers)
      : await platform.readTranscript(id, range);
    const others = paired === "true"
      ? await platform.pairedEntries(id, entries)
      : [];
    const first = entries[0]?.n ?? 0;
    const lean = (entry: TranscriptEntry) => leanEntryTo(entry, tool_chars);
    return c.json({
      entries: entries.map(lean),
      paired: others.map(lean),
      next_before: first > 0 ? first : null,
    }, 200);
  });

  app.openapi(searchTranscript, async (c) => {
    const id = c.req.valid("param").id as AgentId;
    if (!await platform.findAgent(id)) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    const found = await platform.searchTranscript(id, c.req.valid("query"));
    const { numbers, total, isComplete } = found;
    return c.json({ numbers: [...numbers], total, complete: isComplete }, 200);
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
    const long = longTextOf(entry);
    const text = long ? await platform.fullText(long) : "";
    return c.json({ entry, text }, 200);
  });

  return app;
}
