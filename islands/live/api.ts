import { goToLogin } from "./stream.ts";

/** One thing that is wrong with a request. */
export type FieldProblem = {
  /** Where, with dots: `resource_limits.memory_mb`. */
  readonly path: string;
  readonly message: string;
};

/** Why a request was refused, in words for the person. */
export type Problem = {
  readonly message: string;
  /** Stable, for programs; see `docs/protocol.md`. */
  readonly code?: string;
  readonly requestId?: string;
  readonly fields: readonly FieldProblem[];
};

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

/** Reads an `application/problem+json` body; any part of it may be missing. */
export function readProblem(body: unknown, status: number): Problem {
  const told = (body ?? {}) as {
    readonly title?: string;
    readonly detail?: string;
    readonly code?: string;
    readonly request_id?: string;
    readonly errors?: readonly FieldProblem[];
  };
  return {
    message: told.detail ?? told.title ?? `The server answered ${status}.`,
    code: told.code,
    requestId: told.request_id,
    fields: told.errors ?? [],
  };
}
