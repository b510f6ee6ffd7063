import type { Builder } from "fresh/dev";
import { join } from "node:path";
import { createApp } from "../app.ts";
import { compose } from "../compose.ts";
import { CONFIG_VARIABLES, parseConfig } from "../domain/config.ts";
import { lockDataFolder } from "../host/data_lock.ts";
import { readVariables } from "../host/environment.ts";
import { openLog } from "../host/log.ts";
import { ensureClaude, hostClaudeRequest } from "./claude_binary.ts";
import { findProgram } from "./launcher/host_programs.ts";
import { printLine, warnLine } from "./output.ts";

/**
 * Serves the demo's fleet with pages that reload when their sources change.
 * Everything runs in this one process, with all permissions and a data folder
 * of its own; `deno run --watch` starts it anew when the server's code changes.
 */
export async function develop(builder: Builder): Promise<void> {
  const root = join(import.meta.dirname ?? "", "..");
  const parsed = parseConfig(readVariables(CONFIG_VARIABLES));
  if (!parsed.ok) {
    for (const problem of parsed.problems) warnLine(problem);
    Deno.exit(2);
  }
  const claudeCliPath = parsed.config.claudeCliPath ??
    await findProgram("claude", Deno.env.get("PATH") ?? "") ??
    await fetchedClaude(root);
  const config = { ...parsed.config, claudeCliPath };
  const dataDir = join(root, "data", "dev");
  await Deno.mkdir(dataDir, { recursive: true, mode: 0o700 });
  const address = `http://${config.apiHost}:${config.apiPort}`;
  const instanceId = crypto.randomUUID();
  const locked = await lockDataFolder(dataDir, {
    pid: Deno.pid,
    started_at: new Date().toISOString(),
    address,
    instance_id: instanceId,
  });
  if (!locked.ok) {
    warnLine(`data_dir_held: Cannot use "${dataDir}": another process does`);
    Deno.exit(3);
  }

  await using running = await compose({
    config,
    dataDir,
    demo: true,
    version: "dev",
    port: config.apiPort,
    instanceId,
    lock: locked.lock,
    log: await openLog(config.logLevel),
  });
  const app = createApp(
    () => running.queries,
    // Nobody but this machine is served here.
    (request, pages) => running.handle(request, pages, config.apiHost),
  );
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => stop.abort());
  }
  printLine(`Sign in once with ${address}${running.linkPath}`);
  await builder.listen(() => Promise.resolve({ app }), {
    hostname: config.apiHost,
    port: config.apiPort,
    signal: stop.signal,
  });
}

async function fetchedClaude(root: string): Promise<string | undefined> {
  const found = await ensureClaude(hostClaudeRequest(root, warnLine));
  if (found.ok) return found.path;
  warnLine(`${found.reason}. The server starts without agents.`);
  return undefined;
}
