import { createRoute, z } from "@hono/zod-openapi";
import { FRAME_SIDES } from "@/domain/frames.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, pathId, problems } from "../json_answers.ts";

const Frame = z.object({
  /** Rises by one per line of the agent. */
  n: z.int(),
  at: z.iso.datetime(),
  /** `out` of its process, `in` to it, or to its error output. */
  from: z.enum(FRAME_SIDES),
  /** Of the whole line, also when it is cut. */
  bytes: z.int(),
  line: z.string(),
}).openapi("Frame");

const params = z.object({ id: pathId });

const readFrames = createRoute({
  method: "get",
  path: "/agents/{id}/frames",
  summary: "Raw lines that went between the server and an agent's process",
  description:
    "As they were, but for secrets that were recognised. The last 2 to 4 MB of each agent are kept, and 32,768 characters of a line.",
  request: {
    params,
    query: z.strictObject({
      before: z.coerce.number().int().nonnegative().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: {
    200: json(
      z.object({
        frames: z.array(Frame),
        /** Pass it as `before` for the lines that came earlier. */
        next_before: z.int().nullable(),
      }),
      "Lines, oldest first",
    ),
    ...problems(400, 404),
  },
});
const downloadFrames = createRoute({
  method: "get",
  path: "/agents/{id}/frames/download",
  summary: "All raw lines that are kept of an agent, one JSON object a line",
  request: { params },
  responses: {
    200: {
      description: "A file of lines as `frames` gives them",
      content: { "application/jsonl": { schema: z.string() } },
    },
    ...problems(404),
  },
});

/** What an agent's process said and was told, line by line. */
export function frameRoutes(platform: Queries) {
  const app = apiApp();

  app.openapi(readFrames, async (c) => {
    const id = c.req.valid("param").id as AgentId;
    if (!await platform.findAgent(id)) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    const { before, limit } = c.req.valid("query");
    // One more tells whether there are any before them.
    const found = await platform.readFrames(id, { before, limit: limit + 1 });
    const frames = found.slice(-limit);
    const next_before = found.length > limit ? frames[0]?.n ?? null : null;
    return c.json({ frames, next_before }, 200);
  });

  app.openapi(downloadFrames, async (c) => {
    const id = c.req.valid("param").id as AgentId;
    if (!await platform.findAgent(id)) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    const frames = await platform.readFrames(id, {
      limit: Number.MAX_SAFE_INTEGER,
    });
    const text = frames.map((frame) => `${JSON.stringify(frame)}\n`).join("");
    return c.body(text, 200, {
      "content-type": "application/jsonl",
      "content-disposition": `attachment; filename="agent-${
        id.slice(-8)
      }.jsonl"`,
    });
  });

  return app;
}
