import type { OpenAPIHono } from "@hono/zod-openapi";
import { problemResponse } from "../problem.ts";
import { requestId } from "../request_id.ts";
import type { AnswerCheck } from "./answer_check.ts";

type LogError = (
  message: string,
  facts: Readonly<Record<string, unknown>>,
) => void;

/**
 * Gives the answer when it is as the API's document says; one that is not is
 * logged, and told as an error of the server. For tests and development: every
 * body is read twice.
 */
export function checkedAnswers(api: OpenAPIHono, logError: LogError) {
  let check: Promise<AnswerCheck> | undefined;

  return async function checked(
    request: Request,
    response: Response,
  ): Promise<Response> {
    // A socket has no answer to look at, and its handshake must not wait.
    if (response.status === 101) return response;
    const fault = await (await (check ??= open(api)))
      .faultOf(request, response);
    if (fault === undefined) return response;
    const id = requestId(request);
    logError("answer is not as described", { request: id, fault });
    return problemResponse("internal", fault, id);
  };
}

async function open(api: OpenAPIHono): Promise<AnswerCheck> {
  // Only who checks pays for it.
  const { AnswerCheck } = await import("./answer_check.ts");
  return new AnswerCheck(await (await api.request("/openapi.json")).json());
}
