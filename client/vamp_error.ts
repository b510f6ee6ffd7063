import { type FieldProblem, readProblem } from "./problem.ts";

/** Codes of what goes wrong on the way, beside those that the server gives. */
export type ClientErrorCode = "unreachable" | "timed_out" | "bad_answer";

/**
 * What a call of the client throws: a refusal of the server, or a server that
 * could not be asked. `code` is stable; the server's are in `docs/protocol.md`.
 */
export class VampError extends Error {
  override readonly name = "VampError";
  readonly code: string;
  /** HTTP status; `undefined` when there was no answer. */
  readonly status: number | undefined;
  /** Stands in the log of the server, too. */
  readonly requestId: string | undefined;
  /** Fields of the request that do not fit. */
  readonly fields: readonly FieldProblem[];

  constructor(
    code: string,
    message: string,
    facts: {
      readonly status?: number;
      readonly requestId?: string | undefined;
      readonly fields?: readonly FieldProblem[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.fields = facts.fields ?? [];
  }
}

/** The error that an answer tells, whatever its body is. */
export async function errorOf(answer: Response): Promise<VampError> {
  const body: unknown = await answer.json().catch(() => undefined);
  const problem = readProblem(body, answer.status);
  return new VampError(
    problem.code ?? "bad_answer",
    problem.message,
    {
      status: answer.status,
      requestId: problem.requestId ??
        answer.headers.get("x-request-id") ?? undefined,
      fields: problem.fields,
    },
  );
}
