import postgres from "postgres";
import { type Database, openSql, type Statements } from "./sql.ts";
import { sqlErrorOf } from "./sql_error.ts";

/** How a Postgres server is used. */
export type PostgresOptions = {
  /** Connections at once, at most. */
  readonly maxConnections?: number;
  /** Seconds that making a connection may take. */
  readonly connectTimeoutSeconds?: number;
  /** Milliseconds that one statement may take. */
  readonly statementTimeoutMs?: number;
};

const CLOSE_WITHIN_SECONDS = 5;
const asIs = (value: unknown) => value;

/**
 * Opens a pool for a Postgres server. Nothing is connected yet: the first
 * statement does it, and each later one connects again when need be.
 *
 * @param url Such as `postgres://user:password@host:5432/name`.
 */
export function openPostgres(
  url: string,
  options: PostgresOptions = {},
): Database {
  const client = postgres(url, {
    max: options.maxConnections ?? 4,
    connect_timeout: options.connectTimeoutSeconds ?? 5,
    // Retrying is the caller's decision: a refused connection says so at once.
    backoff: false,
    onnotice: () => {},
    connection: {
      application_name: "vamp",
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
    types: {
      // Parameters come as Postgres' own text: the driver shall not add to it.
      boolean: {
        to: 16,
        from: [16],
        serialize: asIs,
        parse: (text: string) => text === "t",
      },
      json: {
        to: 114,
        from: [114, 3802],
        serialize: asIs,
        parse: (text: string) => JSON.parse(text),
      },
      date: {
        to: 1184,
        from: [1082, 1114, 1184],
        serialize: asIs,
        parse: (text: string) => new Date(text),
      },
      number: {
        to: 0,
        from: [20, 21, 23, 26, 700, 701, 1700],
        serialize: asIs,
        parse: Number,
      },
    },
  });
  return openSql({
    ...statementsOf(client),
    tx: async (work) => {
      try {
        // The driver's type wraps results in arrays only, which is none here.
        return await client.begin((tx) => work(statementsOf(tx))) as Awaited<
          ReturnType<typeof work>
        >;
      } catch (error) {
        throw isDriverError(error) ? sqlErrorOf(error) : error;
      }
    },
    end: () => client.end({ timeout: CLOSE_WITHIN_SECONDS }),
  });
}

function statementsOf(client: Pick<postgres.Sql, "unsafe">): Statements {
  return {
    query: async (text, parameters) => {
      try {
        return await client.unsafe(text, [...parameters], { prepare: true });
      } catch (error) {
        throw sqlErrorOf(error);
      }
    },
    exec: async (script) => {
      try {
        await client.unsafe(script);
      } catch (error) {
        throw sqlErrorOf(error);
      }
    },
  };
}

/** Errors of `work` itself pass through as they are. */
function isDriverError(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    (error instanceof postgres.PostgresError || "errno" in error);
}
