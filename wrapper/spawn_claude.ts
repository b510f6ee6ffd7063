import { ClaudeError, type LaunchSpec } from "@/domain/claude_process.ts";
import { buildArgv } from "./argv.ts";
import { buildEnvironment } from "./environment.ts";
import type { HostTools } from "./host_tools.ts";
import { treeCommand } from "./tree_command.ts";

type SpawnDeps = {
  readonly claudePath: string;
  readonly host: HostTools;
  readonly baseEnv: Readonly<Record<string, string>>;
};

/** A process that was just started, before anybody spoke to it. */
export type SpawnedClaude = {
  readonly child: Deno.ChildProcess;
  /** Marks the processes of this start alone. */
  readonly launchId: string;
  /** Whether it runs in a PID namespace that ends with it, and with us. */
  readonly contained: boolean;
};

/**
 * Starts the command of one agent, as the leader of its own process group and
 * inside what the host offers to keep its tree together.
 *
 * @throws {ClaudeError} `claude_not_found` or `claude_start_failed`; nothing
 * was started then, and the same start fails again.
 */
export function spawnClaude(
  deps: SpawnDeps,
  spec: LaunchSpec,
): SpawnedClaude {
  const launchId = crypto.randomUUID();
  try {
    const command = treeCommand(
      deps.host,
      deps.claudePath,
      buildArgv(spec),
      spec.memoryMb,
    );
    const child = new Deno.Command(command.path, {
      args: [...command.args],
      cwd: spec.cwd,
      env: buildEnvironment(spec, deps.baseEnv, launchId),
      clearEnv: true,
      detached: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const { contained } = command;
    return { child, launchId, contained };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    // Deno reports a missing working folder as the same kind of error.
    const isMissing = cause instanceof Deno.errors.NotFound &&
      !reason.includes("cwd");
    throw new ClaudeError(
      isMissing ? "claude_not_found" : "claude_start_failed",
      `Cannot start "${deps.claudePath}": ${reason}`,
      cause,
    );
  }
}
