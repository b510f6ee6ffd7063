import type { Context } from "hono";
import { problem } from "../api_app.ts";

/** The address that a request comes from, as the network tells it. */
export type Address = (c: Context) => string;

/** Answers that the sender has to wait after wrong tokens. */
export function waitingProblem(c: Context, ms: number): Response {
  return afterWait(
    problem(
      c,
      "sign_in_blocked",
      "Cannot sign in now: too many wrong tokens came from this address",
    ),
    ms,
  );
}

/** Answers that the caller sends too much. */
export function rateProblem(c: Context, ms: number): Response {
  return afterWait(
    problem(c, "rate_limited", "Cannot answer so many requests of one caller"),
    ms,
  );
}

function afterWait(answer: Response, ms: number): Response {
  answer.headers.set("retry-after", `${Math.max(1, Math.ceil(ms / 1_000))}`);
  return answer;
}
