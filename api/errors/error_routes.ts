import { createRoute, z } from "@hono/zod-openapi";
import type { Queries } from "@/domain/platform.ts";
import { sortedPage } from "@/domain/sorted_page.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, problems } from "../json_answers.ts";
import { errorsOf, ErrorView, ListOfErrors } from "./error_list.ts";

const listErrors = createRoute({
  method: "get",
  path: "/errors",
  summary: "What failed, with its evidence, newest first",
  description:
    "Of the tasks and agents that live, and of those that ended lately; older ones are in `/api/tasks/{id}/attempts` and in the history.",
  request: { query: ListOfErrors },
  responses: {
    200: json(
      z.object({
        items: z.array(ErrorView),
        /** Pass it as `cursor` for the next page; null at the end. */
        next_cursor: z.string().nullable(),
      }),
      "One page of errors",
    ),
    ...problems(400),
  },
});

/** What went wrong, as one list. */
export function errorRoutes(platform: Pick<Queries, "fleet">) {
  const app = apiApp();

  app.openapi(listErrors, (c) => {
    const query = c.req.valid("query");
    const page = sortedPage(
      errorsOf(platform.fleet(), query),
      ({ at }) => at,
      { descending: true, limit: query.limit, cursor: query.cursor },
    );
    return page
      ? c.json({ items: [...page.items], next_cursor: page.next }, 200)
      : problem(c, "invalid_cursor", "The cursor is not one of this list");
  });

  return app;
}
