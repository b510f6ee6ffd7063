import { join } from "node:path";
import { readConfig } from "./data_folder.ts";
import { findForHistory } from "./launcher/pg_programs.ts";
import { toolCommand, type ToolName, TOOLS } from "./launcher/pg_tool.ts";
import { warnLine } from "./output.ts";

const WRONG_CALL = 2;

/** Runs a tool with the rights that it needs and no others; its exit code. */
async function startTool(
  name: ToolName,
  args: readonly string[],
): Promise<number> {
  const root = join(import.meta.dirname ?? ".", "..");
  const read = await readConfig(root);
  // The tool itself says what is wrong with the configuration.
  const programs = read.ok
    ? await findForHistory(
      TOOLS[name],
      read.config,
      Deno.env.get("PATH") ?? "",
    )
    : [];
  const entry = join(root, "tools", `${name}.ts`);
  const command = toolCommand(entry, programs, args);
  const tool = new Deno.Command(Deno.execPath(), command).spawn();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      try {
        tool.kill(signal);
      } catch (error) {
        // It may have ended in the meantime.
        if (!(error instanceof TypeError)) throw error;
      }
    });
  }
  return (await tool.status).code;
}

if (import.meta.main) {
  const [name = "", ...args] = Deno.args;
  if (!(name in TOOLS)) {
    warnLine(`Cannot start "${name}": it takes ${Object.keys(TOOLS)}`);
    Deno.exit(WRONG_CALL);
  }
  Deno.exit(await startTool(name as ToolName, args));
}
