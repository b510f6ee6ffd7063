import { isAbsolute, join } from "node:path";
import { vampClient } from "@/client/mod.ts";
import { parseConfig } from "@/domain/config.ts";
import { probeHostTools } from "@/wrapper/host_tools.ts";
import { effectiveEnvironment } from "../../launcher/environment.ts";
import { findServer } from "../find_server.ts";
import { type Finding, fine } from "./finding.ts";
import { lookAtClaude } from "./look_at_claude.ts";
import { lookAtData } from "./look_at_data.ts";
import { lookAtProcesses } from "./look_at_processes.ts";
import { findProgram } from "../../launcher/host_programs.ts";
import { lookAtDatabase, lookAtPort, lookAtTools } from "./look_at_host.ts";

const SYSTEM_FOLDERS = "/usr/sbin:/sbin:/usr/bin:/bin";

/** Looks at everything that a server needs, whether or not one runs. */
export async function examine(root: string): Promise<readonly Finding[]> {
  const env = Deno.env.toObject();
  const dotEnv = await Deno.readTextFile(join(root, ".env")).catch(() => "");
  const variables = effectiveEnvironment(dotEnv, env, false);
  const parsed = parseConfig(variables);
  if (!parsed.ok) {
    return parsed.problems.map((detail) => ({
      what: "configuration",
      state: "fault",
      detail,
      advice: "Correct it in the environment or in .env",
    }));
  }
  const { config } = parsed;
  const folder = isAbsolute(config.dataDir)
    ? config.dataDir
    : join(root, config.dataDir);
  const host = await probeHostTools();
  const [running, data, claude, database] = await Promise.all([
    answering(root, env),
    lookAtData(folder),
    lookAtClaude(config, root, variables.PATH ?? "", host),
    lookAtDatabase(config),
  ]);
  return [
    fine("configuration", "every value can be used"),
    ...data,
    lookAtPort(config, running),
    database,
    ...claude,
    ...lookAtTools(host),
    ...await lookAtProcesses(host, {
      folder,
      maxAgents: config.maxAgents,
      isRunning: running !== undefined,
      sysctl: await findProgram("sysctl", SYSTEM_FOLDERS),
    }),
  ];
}

/** The address of the server that runs here and answers. */
async function answering(
  root: string,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const found = await findServer({ root, env });
  if (!found.ok) return undefined;
  const vamp = vampClient({ ...found, retries: 0, timeoutMs: 3_000 });
  return await vamp.health().then(() => found.url, () => undefined);
}
