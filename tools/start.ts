import { join } from "node:path";
import { ensureClaude, hostClaudeRequest } from "./claude_binary.ts";
import {
  describePermissions,
  permissionFlags,
  permissionTable,
} from "./launcher/permissions.ts";
import { LITTLE_MEMORY } from "./launcher/little_memory.ts";
import { planStart } from "./launcher/plan.ts";
import { findPortHolder, PORT_TAKEN } from "./launcher/port_holder.ts";
import { probeStore } from "./launcher/probe_store.ts";
import { readStarters, runServer } from "./launcher/run_server.ts";
import { printLine, warnLine } from "./output.ts";

/** What one start is made of; tests put a small server in `main`'s place. */
export type StartOptions = {
  readonly projectRoot: string;
  /** The server's entry module, relative to the root. */
  readonly main: string;
  /** Makes the pages; quick when nothing has changed. */
  readonly build: () => Promise<void>;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  readonly demo: boolean;
  /** Print what the server may do, in place of starting it. */
  readonly showPermissions: boolean;
};

const WRONG_CONFIGURATION = 2;
// The server gives itself 30 s; past that it hangs.
const GRACE_MS = 35_000;

/**
 * Checks, builds and runs the server with the permissions that it needs and no
 * others, until it ends. Gives the exit code; 2 is a wrong configuration.
 */
export async function start(options: StartOptions): Promise<number> {
  const planned = await planStart({
    ...options,
    fetchClaude: async () => {
      const found = await ensureClaude({
        ...hostClaudeRequest(options.projectRoot, warnLine),
        offline: options.showPermissions,
      });
      if (found.ok) return found.path;
      warnLine(`${found.reason}. The server starts without agents.`);
      return undefined;
    },
  });
  if (!planned.ok) {
    for (const problem of planned.problems) warnLine(problem);
    return WRONG_CONFIGURATION;
  }
  const { plan, env } = planned;
  const permissions = describePermissions(plan);
  if (options.showPermissions) {
    for (const line of permissionTable(permissions)) printLine(line);
    return 0;
  }

  const [starters, probed] = await Promise.all([
    readStarters(plan.hostTools.ps),
    probeStore(plan.projectRoot, plan.dataDir),
    options.build(),
  ]);
  const server = {
    command: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      "--no-remote",
      "--frozen",
      "--unstable-kv",
      LITTLE_MEMORY.flag,
      ...permissionFlags(permissions),
      options.main,
      "--supervised",
      ...(plan.demo ? ["--demo"] : []),
    ],
    cwd: plan.projectRoot,
    env: {
      ...env,
      ...LITTLE_MEMORY.env,
      ...probed && { VAMP_STORE_PROBE: JSON.stringify(probed) },
    },
    graceMs: GRACE_MS,
  };
  const code = await runServer(server, starters, warnLine);
  if (code === PORT_TAKEN) await tellHolder(plan.config.apiPort);
  return code;
}

/** The server itself may not ask the host for that. */
async function tellHolder(port: number): Promise<void> {
  const holder = await findPortHolder(port);
  if (holder) warnLine(`Process ${holder.pid} (${holder.name}) listens there`);
}

if (import.meta.main) {
  const known = ["--demo", "--permissions"];
  const unknown = Deno.args.filter((argument) => !known.includes(argument));
  if (unknown.length > 0) {
    warnLine(
      `Cannot start with "${unknown[0]}": it takes ${known.join(" or ")}`,
    );
    Deno.exit(WRONG_CONFIGURATION);
  }
  const projectRoot = join(import.meta.dirname ?? ".", "..");
  Deno.exit(
    await start({
      projectRoot,
      main: "main.ts",
      build: async () => {
        // By its address: a literal name would have the runtime read the
        // whole program before the launcher's first line.
        const { builder }: typeof import("../dev.ts") = await import(
          new URL("../dev.ts", import.meta.url).href
        );
        await builder.build();
      },
      processEnv: Deno.env.toObject(),
      demo: Deno.args.includes("--demo"),
      showPermissions: Deno.args.includes("--permissions"),
    }),
  );
}
