// @ts-types="@types/pg"
import pg from "pg";
import { type Database, openSql, type Statements } from "./sql.ts";
import { SqlError, sqlErrorOf } from "./sql_error.ts";

/** How a Postgres server is used. */
export type PostgresOptions = {
  /** Connections at once, at most. */
  readonly maxConnections?: number;
  /** Milliseconds that getting a connection may take. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds that one statement may take; scripts may take longer. */
  readonly statementTimeoutMs?: number;
};

const IDLE_IN_TRANSACTION_MS = 60_000;
const SCRIPT_TIMEOUT_MS = 3_600_000;

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.NUMERIC]: Number,
};

/**
 * Opens a pool for a Postgres server. Nothing is connected yet: the first
 * statement does it, and each later one connects again when need be. Everything
 * that waits for the server waits for a limited time.
 *
 * @param url Such as `postgres://user:password@host:5432/name`.
 */
export function openPostgres(
  url: string,
  options: PostgresOptions = {},
): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? 30_000;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "vamp",
    max: options.maxConnections ?? 4,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: statementTimeoutMs,
    // A server that does not answer at all does not keep the limit above.
    query_timeout: 2 * statementTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    types: {
      getTypeParser: (type: number, format?: "text" | "binary") =>
        PARSERS[type] ?? pg.types.getTypeParser(type, format as "text"),
    },
  });
  // A connection that is lost is told to whom it concerns: the statement that
  // ran on it, or nobody. Without these listeners it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));

  const withClient = async <T>(use: (client: Statements) => Promise<T>) => {
    const client = await pool.connect().catch(fail);
    let lost = false;
    try {
      return await use(statementsOf(client));
    } catch (error) {
      lost = isLost(error);
      throw error;
    } finally {
      client.release(lost);
    }
  };
  return openSql({
    query: (text, parameters) =>
      withClient((client) => client.query(text, parameters)),
    exec: (script) => withClient((client) => client.exec(script)),
    tx: (work) =>
      withClient(async (client) => {
        await client.query("begin", []);
        try {
          const result = await work(client);
          await client.query("commit", []);
          return result;
        } catch (error) {
          // A lost connection has rolled back, and would not answer. One that
          // cannot roll back is thrown away by the pool.
          if (!isLost(error)) {
            await client.query("rollback", []).catch(() => {});
          }
          throw error;
        }
      }),
    end: () => pool.end(),
  });
}

function statementsOf(client: pg.PoolClient): Statements {
  return {
    query: async (text, parameters) =>
      (await client.query(text, [...parameters]).catch(fail)).rows,
    exec: async (script) => {
      const query_timeout = SCRIPT_TIMEOUT_MS;
      await client.query({ text: script, query_timeout } as pg.QueryConfig)
        .catch(fail);
    },
  };
}

const CONNECTION_LOST = "connection_lost";

function fail(error: unknown): never {
  throw error instanceof pg.DatabaseError
    ? sqlErrorOf(error)
    : sqlErrorOf(error, CONNECTION_LOST);
}

function isLost(error: unknown): boolean {
  return error instanceof SqlError && error.code === CONNECTION_LOST;
}
