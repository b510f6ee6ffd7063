import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Config } from "@/domain/config.ts";
import type { HostTools } from "@/wrapper/host_tools.ts";
import { type Finding, fine, firstLine } from "./finding.ts";

/** The address that the server would listen on. */
export function lookAtPort(
  { apiHost, apiPort }: Config,
  runningAt: string | undefined,
): Finding {
  if (runningAt) return fine("port", `the server answers at ${runningAt}`);
  const address = `${apiHost}:${apiPort}`;
  try {
    Deno.listen({ hostname: apiHost, port: apiPort }).close();
    return fine("port", `${address} is free`);
  } catch (error) {
    return {
      what: "port",
      state: "fault",
      detail: `${address}: ${firstLine(error)}`,
      advice: "End the other program, or set API_PORT",
    };
  }
}

/** Whether the history's database answers. */
export async function lookAtDatabase(
  { databaseUrl }: Config,
): Promise<Finding> {
  if (!databaseUrl) {
    return fine("database", "embedded, in the data folder (no DATABASE_URL)");
  }
  // An address may carry a password: it is never shown.
  const { hostname, pathname } = new URL(databaseUrl);
  const name = `${hostname}${pathname}`;
  try {
    await using database = openPostgres(databaseUrl);
    const [row] = await database<{ version: string }>`
      select current_setting('server_version') as version`;
    return fine("database", `Postgres ${row?.version} at ${name}`);
  } catch (error) {
    return {
      what: "database",
      state: "fault",
      detail: `${name}: ${firstLine(error)}`,
      advice: "Check DATABASE_URL; without it the embedded one is used",
    };
  }
}

/** What keeps the agents' processes together. */
export function lookAtTools(host: HostTools): readonly Finding[] {
  const rows: readonly (readonly [string, unknown, string])[] = [
    [
      "namespaces",
      host.unshare,
      "without them, what a killed server leaves is ended at the next start",
    ],
    [
      "setpriv",
      host.setpriv,
      "without it, agents may outlive a killed server for a while",
    ],
    ["prlimit", host.prlimit, "without it, memory_mb is watched, not capped"],
    ["kill and ps", host.kill && host.ps, "agents cannot be stopped for sure"],
  ];
  return rows.map(([what, works, otherwise]) =>
    works ? fine(what, "works") : {
      what,
      state: "warning",
      detail: `does not work here: ${otherwise}`,
      advice: "Install util-linux and procps; containers need SYS_ADMIN",
    }
  );
}
