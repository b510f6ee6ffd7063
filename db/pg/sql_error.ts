/** A statement did not succeed; nothing of it is stored. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  constructor(
    message: string,
    /** The SQLSTATE, or the driver's word for a connection that is not there. */
    readonly code: string,
    /** The constraint that was violated, if one was. */
    readonly constraint: string | undefined,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** What the engine's worker and both drivers call the same things. */
type DriverError = {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly constraint_name?: unknown;
};

/** The same error for either engine's driver. */
export function sqlErrorOf(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  const { message, code, constraint, constraint_name } =
    (typeof error === "object" ? error ?? {} : {}) as DriverError;
  const named = constraint_name ?? constraint;
  return new SqlError(
    String(message || code || error),
    typeof code === "string" ? code : "unknown",
    typeof named === "string" ? named : undefined,
    error,
  );
}

/** Connection lost, too many of them, shutting down, read-only, lock or time-out. */
const AWAY = /^(08|53|57|55P03|25006|40001|40P01|CONNECT|E[A-Z]{4,}$|engine_)/;

/**
 * Whether the database is away or too busy rather than the statement wrong:
 * the same statement may succeed later.
 */
export function isAway(error: unknown): boolean {
  return error instanceof SqlError && AWAY.test(error.code);
}
