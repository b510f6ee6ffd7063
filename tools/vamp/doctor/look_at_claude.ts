import { join } from "node:path";
import type { Config } from "@/domain/config.ts";
import { hostVariables } from "@/host/environment.ts";
import { lookForClaude } from "@/wrapper/claude_status.ts";
import type { HostTools } from "@/wrapper/host_tools.ts";
import { claudeInCache } from "./claude_in_cache.ts";
import { findProgram } from "../../launcher/host_programs.ts";
import { type Finding, fine, firstLine } from "./finding.ts";

const PROGRAM = "claude";
const SIGN_IN = "sign-in";

/**
 * Starts the `claude` that agents would get, with no API call, and reads what
 * it says of itself: whether it runs and whether anybody is signed in.
 */
export async function lookAtClaude(
  config: Config,
  root: string,
  searchPath: string,
  host: HostTools,
): Promise<readonly Finding[]> {
  const path = config.claudeCliPath ??
    await findProgram("claude", searchPath) ?? await claudeInCache(root);
  if (!path) {
    return [{
      what: PROGRAM,
      state: "warning",
      detail: "not found",
      advice: "The next start fetches it (364 MB), or set CLAUDE_CLI_PATH",
    }];
  }
  const folder = await Deno.makeTempDir({ prefix: "vamp-doctor-" });
  try {
    const home = Deno.env.get("HOME") ?? folder;
    const own = Object.keys(config.agentEnv).length > 0;
    const status = await lookForClaude(
      {
        claudePath: path,
        host,
        baseEnv: hostVariables(),
        onDefect: () => {},
      },
      {
        agentId: "doctor",
        instanceId: crypto.randomUUID(),
        role: "worker",
        name: "doctor",
        model: "sonnet",
        permissionMode: "default",
        allowedTools: [],
        appendSystemPrompt: "",
        session: { kind: "new", id: crypto.randomUUID() },
        cwd: folder,
        home,
        tmpDir: folder,
        configDir: own ? join(folder) : undefined,
        trustFolder: false,
        maxTurns: undefined,
        maxBudgetUsd: undefined,
        memoryMb: undefined,
        env: config.agentEnv,
      },
      false,
    );
    switch (status.kind) {
      case "ready":
        return [fine(PROGRAM, path), fine(SIGN_IN, `by ${status.source}`)];
      case "signed_out":
        return [fine(PROGRAM, path), {
          what: SIGN_IN,
          state: "fault",
          detail: "nobody is signed in",
          advice: "Run `claude` once and sign in, or set ANTHROPIC_API_KEY",
        }];
      default:
        return [{
          what: PROGRAM,
          state: "fault",
          detail: "message" in status ? status.message : status.kind,
          advice: "Set CLAUDE_CLI_PATH to a claude that runs",
        }];
    }
  } catch (error) {
    return [{ what: PROGRAM, state: "fault", detail: firstLine(error) }];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
