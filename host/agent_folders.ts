import { join, sep } from "node:path";
import type { LaunchSpec } from "@/domain/claude_process.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Outcome } from "@/domain/platform.ts";
import { FolderUnusable } from "@/domain/folder_unusable.ts";

export type AgentFoldersOptions = {
  readonly dataDir: string;
  /** Folders that agents may be sent to, absolute. */
  readonly allowedRoots: readonly string[];
  /** `undefined`: each agent has a home folder of its own. */
  readonly home: string | undefined;
  /** Whether each agent has a configuration folder of its own. */
  readonly ownConfig: boolean;
};

/** The folders that agents work in and keep their things in. */
export function agentFolders(options: AgentFoldersOptions) {
  const base = (agent: AgentId) => join(options.dataDir, "agents", agent);

  async function resolve(
    agent: AgentId,
    chosen: string | undefined,
  ): Promise<Outcome<string>> {
    if (chosen === undefined) {
      return { ok: true, value: join(base(agent), "work") };
    }
    // A link must not lead out of the roots, so real paths are compared.
    const real = await realFolder(chosen);
    const roots = await Promise.all(options.allowedRoots.map(realFolder));
    if (real && roots.some((root) => root && isWithin(real, root))) {
      return { ok: true, value: real };
    }
    return {
      ok: false,
      refusal: {
        code: "working_directory_refused",
        message:
          `Cannot work in "${chosen}": it is no folder inside an allowed root (ALLOWED_ROOTS)`,
      },
    };
  }

  async function prepare(
    agent: AgentId,
    cwd: string,
  ): Promise<Pick<LaunchSpec, "cwd" | "home" | "tmpDir" | "configDir">> {
    const own = base(agent);
    const folders = {
      cwd,
      home: options.home ?? join(own, "home"),
      // Short, since sockets below it must stay under 108 bytes.
      tmpDir: join(options.dataDir, "t", agent.slice(-12)),
      configDir: options.ownConfig ? join(own, "config") : undefined,
    };
    // What is not ours to make existed when the agent was created.
    const ours = Object.values(folders).filter((path): path is string =>
      path !== undefined && isWithin(path, options.dataDir)
    );
    for (const path of ours) {
      await makeFolder(path);
    }
    if (!ours.includes(cwd) && !await realFolder(cwd)) {
      throw new FolderUnusable(
        `Cannot work in "${cwd}": there is no such folder any more`,
      );
    }
    return folders;
  }

  return { resolve, prepare };
}

/**
 * @throws {FolderUnusable} When no later try would go through.
 * @throws {Error} When one may, as where the disk has no room.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `Cannot make the agent's folder "${path}": ${reason}`;
    const isLasting = cause instanceof Deno.errors.AlreadyExists ||
      cause instanceof Deno.errors.NotADirectory ||
      cause instanceof Deno.errors.PermissionDenied;
    throw isLasting
      ? new FolderUnusable(message, { cause })
      : new Error(message, { cause });
  }
}

async function realFolder(path: string): Promise<string | undefined> {
  try {
    const real = await Deno.realPath(path);
    return (await Deno.stat(real)).isDirectory ? real : undefined;
  } catch {
    return undefined;
  }
}

/** By whole segments: `/srv/a` is not within `/srv/ab`. */
function isWithin(path: string, root: string): boolean {
  return path === root ||
    path.startsWith(root.endsWith(sep) ? root : root + sep);
}
