import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Handoff, HandoffState } from "@/domain/handoff.ts";
import { AgentId, HandoffId, TaskId } from "@/domain/ids.ts";
import {
  HANDOFF_ORDERS,
  type HandoffOrder,
  orderOf,
} from "@/domain/list_order.ts";
import { mergedPage } from "@/domain/merged_page.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, problem } from "../api_app.ts";
import { answerOne } from "../etag.ts";
import { json, pathId, problems } from "../json_answers.ts";
import { sortBy } from "../sorting.ts";
import { HandoffView, handoffView } from "./handoff_view.ts";

const request = { params: z.object({ id: pathId }) };

const listHandoffs = createRoute({
  method: "get",
  path: "/handoffs",
  summary: "Hand-offs, newest first, also those of the history",
  request: {
    query: z.strictObject({
      status: z.enum(
        HandoffState.options.map((state) => state.shape.status.value),
      ).optional(),
      manager_id: AgentId.optional(),
      task_id: TaskId.optional(),
      sort: sortBy(HANDOFF_ORDERS, "-created_at"),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(500).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(HandoffView),
        next_cursor: z.string().nullable(),
        /** false: the history is away, and older ones are missing. */
        complete: z.boolean(),
      }),
      "One page of hand-offs",
    ),
    ...problems(400),
  },
});
const getHandoff = createRoute({
  method: "get",
  path: "/handoffs/{id}",
  summary: "One hand-off: its steps, its parts, and every prompt",
  request,
  responses: {
    200: json(HandoffView, "The hand-off"),
    ...problems(400, 404),
  },
});
const getTaskHandoff = createRoute({
  method: "get",
  path: "/tasks/{id}/handoff",
  summary: "The hand-off that a task goes through, or went through last",
  request,
  responses: {
    200: json(HandoffView, "The hand-off"),
    ...problems(400, 404),
  },
});

/** Tasks on their way from managers to workers and back. */
export function handoffRoutes(platform: Queries) {
  const app = apiApp();
  const find = (id: HandoffId | null) =>
    id === null ? undefined : platform.findHandoff(id);
  const answer = async (c: Context, handoff: Handoff) =>
    answerOne(
      c,
      handoff,
      await handoffView(handoff, (text) => platform.fullText(text)),
    );

  app.openapi(listHandoffs, async (c) => {
    const { status, manager_id, task_id, sort, limit, cursor } = c.req.valid(
      "query",
    );
    const { handoffs } = platform.fleet();
    const order = orderOf<HandoffOrder["by"]>(sort);
    const page = await mergedPage({
      here: Object.values(handoffs).filter((each) =>
        (!status || each.state.status === status) &&
        (!manager_id || each.manager_id === manager_id) &&
        (!task_id || each.task_id === task_id)
      ),
      isHere: (id) => id in handoffs,
      key: (each) => each[order.by],
      older: (range) =>
        platform.handoffHistory({
          ...range,
          order,
          status,
          managerId: manager_id,
          taskId: task_id,
        }),
      range: { descending: order.descending, limit, cursor },
    });
    if (!page) {
      return problem(c, "invalid_cursor", "The cursor is not one of this list");
    }
    const items = await Promise.all(
      page.items.map((each) =>
        handoffView(each, (text) => platform.fullText(text))
      ),
    );
    return c.json({
      items,
      next_cursor: page.next,
      complete: page.isComplete,
    }, 200);
  });

  app.openapi(getHandoff, async (c) => {
    const { id } = c.req.valid("param");
    const handoff = await find(HandoffId.safeParse(id).data ?? null);
    if (handoff) return await answer(c, handoff);
    return problem(c, "handoff_not_found", `Cannot find hand-off "${id}"`);
  });

  app.openapi(getTaskHandoff, async (c) => {
    const { id } = c.req.valid("param");
    const task = await platform.findTask(id);
    if (!task) return problem(c, "task_not_found", `Cannot find task "${id}"`);
    const handoff = await find(task.handoff_id);
    if (handoff) return await answer(c, handoff);
    return problem(
      c,
      "handoff_not_found",
      `Cannot find the hand-off of task "${id}": it has none`,
    );
  });

  return app;
}
