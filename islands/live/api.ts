import type { Problem } from "@/client/problem.ts";
import { sender } from "@/client/request.ts";
import { VampError } from "@/client/vamp_error.ts";
import { goToLogin } from "./go_to_login.ts";

export type { FieldProblem, Problem } from "@/client/problem.ts";

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** A backup of much takes minutes; who waits for less sees that it goes on. */
const TIMEOUT_MS = 600_000;

const send = sender({ url: "", timeoutMs: TIMEOUT_MS });

/**
 * Calls the platform's own API, as programs do: what was lost on the way is
 * tried again, and done once. Refusals and a missing network are values, not
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
    return { ok: true, value: await send<T>({ method, path, body }) };
  } catch (error) {
    if (!(error instanceof VampError)) throw error;
    const { message, code, requestId, fields, status } = error;
    if (status === 401) goToLogin();
    return {
      ok: false,
      problem: status === undefined
        ? {
          message:
            "The server did not answer. Check that it runs, then try again.",
          fields,
        }
        : { message, code, ...requestId ? { requestId } : {}, fields },
    };
  }
}
