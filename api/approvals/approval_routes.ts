import { createRoute, z } from "@hono/zod-openapi";
import { type Approval, Decision } from "@/domain/approval.ts";
import type {
  ApprovalCommands,
  ApprovalQueries,
} from "@/domain/approval_port.ts";
import { ApprovalId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { answerOne } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { approvalPage, ListOfApprovals } from "./approval_page.ts";
import { ApprovalView, approvalView } from "./approval_view.ts";

const params = z.object({ id: pathId });

const listApprovals = createRoute({
  method: "get",
  path: "/approvals",
  summary: "Requests for permission, newest first; pending ones oldest first",
  request: {
    query: ListOfApprovals,
  },
  responses: {
    200: json(
      z.object({
        items: z.array(ApprovalView),
        /** Pass it as `cursor` for the next page; null at the end. */
        next_cursor: z.string().nullable(),
      }),
      "One page of requests",
    ),
    ...problems(400),
  },
});
const getApproval = createRoute({
  method: "get",
  path: "/approvals/{id}",
  summary: "One request with its whole input",
  request: { params },
  responses: {
    200: json(ApprovalView, "The request"),
    ...problems(400, 404),
  },
});
const decideApproval = createRoute({
  method: "post",
  path: "/approvals/{id}/decide",
  summary: "Allow, answer, deny or put off",
  description:
    "The answer is durable before the agent is told. Whoever comes second gets 409 approval_decided with the words of the first decision. Allowing for the task or always makes a rule.",
  request: { params, body: jsonBody(Decision.clone().openapi("Decision")) },
  responses: {
    200: json(ApprovalView, "The request as it is now"),
    ...problems(400, 404, 409, 413, 415, 422, 503),
  },
});

/** What agents ask to be allowed, and what people decide. */
export function approvalRoutes(
  platform:
    & ApprovalCommands
    & ApprovalQueries
    & Pick<Queries, "fleet" | "approvalHistory" | "fullText">,
) {
  const app = apiApp();
  const whole = async (approval: Approval) => ({
    ...approvalView(approval),
    input: await platform.fullText(approval.input),
  });

  app.openapi(listApprovals, async (c) => {
    const page = await approvalPage(platform, c.req.valid("query"));
    if (!page) {
      return problem(c, "invalid_cursor", "The cursor is not one of this list");
    }
    return c.json({
      items: page.items.map(approvalView),
      next_cursor: page.next,
    }, 200);
  });

  app.openapi(getApproval, async (c) => {
    const id = ApprovalId.safeParse(c.req.valid("param").id);
    const approval = id.data && await platform.findApproval(id.data);
    return approval
      ? answerOne(c, approval, await whole(approval))
      : approvalNotFound(c);
  });

  app.openapi(decideApproval, async (c) => {
    const id = ApprovalId.safeParse(c.req.valid("param").id);
    if (!id.success) return approvalNotFound(c);
    const outcome = await platform.decideApproval(
      id.data,
      c.req.valid("json"),
    );
    return outcome.ok
      ? answerOne(c, outcome.value, await whole(outcome.value))
      : refusal(c, outcome.refusal);
  });

  return app;
}

/** What cannot be an id names no request. */
function approvalNotFound(c: Parameters<typeof problem>[0]) {
  return problem(
    c,
    "approval_not_found",
    `Cannot find approval "${c.req.param("id")}"`,
  );
}
