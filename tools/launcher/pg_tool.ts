import { z } from "zod";
import { PgProgram } from "@/domain/pg_program.ts";

const VARIABLE = "VAMP_PG_PROGRAMS";

/** A tool of ours, and the client program of Postgres that it may run. */
export const TOOLS = { backup: "pg_dump", restore: "pg_restore" } as const;
export type ToolName = keyof typeof TOOLS;

/** How a tool is started: with these programs allowed, and no other. */
export function toolCommand(
  entry: string,
  programs: readonly PgProgram[],
  args: readonly string[],
): { readonly args: string[]; readonly env: Record<string, string> } {
  const paths = programs.map(({ path }) => path.replaceAll(",", ",,"));
  return {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-read",
      "--allow-write",
      "--allow-env",
      "--allow-net",
      ...(paths.length > 0 ? [`--allow-run=${paths.join(",")}`] : []),
      entry,
      ...args,
    ],
    env: { [VARIABLE]: JSON.stringify(programs) },
  };
}

/** The programs that this tool was allowed to run when it was started. */
export function allowedPgPrograms(): readonly PgProgram[] {
  const found = Deno.env.get(VARIABLE);
  return found ? z.array(PgProgram).parse(JSON.parse(found)) : [];
}
