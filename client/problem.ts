/** One field of a request that does not fit. */
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
