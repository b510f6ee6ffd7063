/** A statement did not succeed; nothing of it is stored. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  constructor(
    message: string,
    /** The SQLSTATE, or `connection_lost`, `engine_crashed`, `engine_closed`. */
    readonly code: string,
    /** The constraint that was violated, if one was. */
    readonly constraint: string | undefined,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** What both drivers call the same things. */
type DriverError = {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly constraint?: unknown;
};

/**
 * The same error for either engine's driver.
 *
 * @param code Instead of the driver's own.
 */
export function sqlErrorOf(error: unknown, code?: string): SqlError {
  if (error instanceof SqlError) return error;
  const facts: DriverError = typeof error === "object" && error ? error : {};
  const { constraint } = facts;
  return new SqlError(
    // Refused at several addresses, the driver's message is empty.
    String(facts.message || facts.code || error),
    code ?? (typeof facts.code === "string" ? facts.code : "unknown"),
    typeof constraint === "string" ? constraint : undefined,
    error,
  );
}

// Connection lost, no room, shutting down, a statement cancelled for its time,
// disk trouble, a lock not given, what is in use, read-only, a transaction ended
// for its time (25P03, 25P04), in conflict with another one, or in doubt (40).
const AWAY =
  /^(08|53|57|58|55P03|55006|25006|25P03|25P04|40001|40003|40P01|connection_|engine_)/;

/**
 * Whether the database is away or too busy rather than the statement wrong:
 * the same statement may succeed later.
 */
export function isAway(error: unknown): boolean {
  return error instanceof SqlError && AWAY.test(error.code);
}
