import { z } from "zod";
import { LENT_VARIABLES } from "@/domain/lent_variables.ts";
import { PgProgram } from "@/domain/pg_program.ts";

/** Names that the server itself reads, beside its configuration. */
const HOST_VARIABLES: readonly string[] = [...LENT_VARIABLES, "HOME"];

/** The named variables that are set; each must be allowed by name. */
export function readVariables(
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Deno.env.get(name);
      return value ? [[name, value]] : [];
    }),
  );
}

/** What the host lends to programs: paths, language, proxies, certificates. */
export function hostVariables(): Record<string, string> {
  return readVariables(HOST_VARIABLES);
}

/** Each `pg_dump` that the launcher found and allowed to run. */
export function pgDumps(): readonly PgProgram[] {
  const found = Deno.env.get("VAMP_PG_DUMPS");
  return found ? z.array(PgProgram).parse(JSON.parse(found)) : [];
}

const Sources = z.record(z.string(), z.enum(["environment", "file"]));

/** Where the launcher had each variable of the configuration from. */
export function variableSources(): z.infer<typeof Sources> | undefined {
  const found = Deno.env.get("VAMP_SOURCES");
  return found ? Sources.parse(JSON.parse(found)) : undefined;
}

const ToolPaths = z.record(z.string(), z.string());

/** Folders of the host's tools that the launcher found and allowed to run. */
export function toolFolders(): string[] | undefined {
  const found = Deno.env.get("VAMP_HOST_TOOLS");
  if (!found) return undefined;
  const paths = Object.values(ToolPaths.parse(JSON.parse(found)));
  return [
    ...new Set(paths.map((path) => path.slice(0, path.lastIndexOf("/")))),
  ];
}
