import { join } from "node:path";
import type { Config } from "@/domain/config.ts";
import type { PgProgram } from "@/domain/pg_program.ts";
import { findProgram, isExecutable } from "./host_programs.ts";

/** Where Debian and its like put each version's own programs. */
const VERSIONS = "/usr/lib/postgresql";

/**
 * Finds a client program of Postgres, one of each major version: the one on
 * the search path first, then those in the folders of the versions.
 *
 * @param versions Folder with a folder for each version.
 */
export async function findPgPrograms(
  name: "pg_dump" | "pg_restore",
  searchPath: string,
  versions: string = VERSIONS,
): Promise<readonly PgProgram[]> {
  const onPath = await findProgram(name, searchPath);
  const paths = (await namesIn(versions))
    .map((version) => join(versions, version, "bin", name));
  const found = await Promise.all(
    [...onPath ? [onPath] : [], ...paths].map(describe),
  );
  const byMajor = new Map<number, PgProgram>();
  for (const program of found) {
    if (program && !byMajor.has(program.major)) {
      byMajor.set(program.major, program);
    }
  }
  return [...byMajor.values()];
}

/** Those that the history of this configuration has a use for. */
export async function findForHistory(
  name: "pg_dump" | "pg_restore",
  { databaseUrl, backupMethod }: Config,
  searchPath: string,
): Promise<readonly PgProgram[]> {
  if (!databaseUrl) return [];
  // However backups are made now, one that pg_dump made can be restored.
  if (name === "pg_dump" && backupMethod === "export") return [];
  return await findPgPrograms(name, searchPath);
}

/** What it says of itself; `undefined` when it is no such program. */
async function describe(path: string): Promise<PgProgram | undefined> {
  if (!await isExecutable(path)) return undefined;
  const output = await new Deno.Command(path, {
    args: ["--version"],
    clearEnv: true,
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    stdin: "null",
    stderr: "null",
  }).output().catch(() => undefined);
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(
    new TextDecoder().decode(output?.stdout),
  ) ?? [];
  return major === undefined ? undefined : { path, major: Number(major) };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
