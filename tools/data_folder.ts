import { isAbsolute, join, resolve } from "node:path";
import { type Config, parseConfig } from "@/domain/config.ts";
import { lockDataFolder, type LockResult } from "@/host/data_lock.ts";
import { effectiveEnvironment } from "./launcher/environment.ts";

/** The configuration as a start would read it, or a line for each thing that is wrong. */
export async function readConfig(projectRoot: string): Promise<
  | {
    readonly ok: true;
    readonly config: Config;
    /** Absolute; it may be missing. */
    readonly dataDir: string;
  }
  | { readonly ok: false; readonly problems: readonly string[] }
> {
  const env = effectiveEnvironment(
    await readIfThere(join(projectRoot, ".env")),
    Deno.env.toObject(),
    false,
  );
  const parsed = parseConfig(env);
  if (!parsed.ok) return parsed;
  const { dataDir } = parsed.config;
  return {
    ...parsed,
    dataDir: isAbsolute(dataDir) ? dataDir : join(projectRoot, dataDir),
  };
}

/** Takes a data folder for a tool, so that no server starts on it meanwhile. */
export function lockForTool(
  dataDir: string,
  tool: string,
): Promise<LockResult> {
  return lockDataFolder(dataDir, {
    pid: Deno.pid,
    started_at: new Date().toISOString(),
    address: tool,
    instance_id: crypto.randomUUID(),
  }, { forTool: true });
}

/** A path as the person meant it: a task runs in the project's folder, not in theirs. */
export function asGiven(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? ".", path);
}

/** A number of bytes for people. */
export function sizeText(bytes: number): string {
  return bytes < 1024 ** 2
    ? `${(bytes / 1024).toFixed(1)} KiB`
    : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
