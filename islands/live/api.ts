import { type Problem, readProblem } from "@/client/problem.ts";
import { goToLogin } from "./stream.ts";

export type { FieldProblem, Problem } from "@/client/problem.ts";

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Calls the platform's own API. Refusals and a missing network are values, not
 * errors; who is not signed in is sent to sign in.
 *
 * @param path Below `/api/`, already escaped.
 */
export async function callApi<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  try {
    const answer = await fetch(`/api/${path}`, {
      method,
      // Also without a body: no form of another site can send this type.
      headers: method === "GET" ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status === 401) goToLogin();
    const told = await answer.json();
    return answer.ok
      ? { ok: true, value: told as T }
      : { ok: false, problem: readProblem(told, answer.status) };
  } catch {
    return {
      ok: false,
      problem: {
        message:
          "The server did not answer. Check that it runs, then try again.",
        fields: [],
      },
    };
  }
}
