import { z } from "zod";
import { PgProgram } from "@/domain/pg_program.ts";

/** Names that the server itself reads, beside its configuration. */
const HOST_VARIABLES = [
  "PATH",
  "HOME",
  "LANG",
  "LC_ALL",
  "TZ",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "all_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
] as const;

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
