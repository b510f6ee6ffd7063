import { join } from "node:path";
import type { StoreCheck } from "@/host/kv_care/check_store.ts";
import { isClean } from "@/host/kv_care/clean_mark.ts";
import { parseCheck } from "@/host/kv_care/probed_store.ts";
import { storeFiles } from "@/host/kv_care/store_files.ts";

/**
 * Looks the live store through before the server opens it, in a process that
 * may touch the data folder alone. `undefined` when there is nothing to look
 * at, when the last stop was a clean one, or when the look itself failed: then
 * the server looks by its own means. A program that a signal ended has found
 * a file that crashes SQLite.
 */
export async function probeStore(
  projectRoot: string,
  dataDir: string,
): Promise<StoreCheck | undefined> {
  const files = storeFiles(dataDir);
  if (!await isThere(files.store) || await isClean(files)) return undefined;
  const { signal, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      "--no-remote",
      "--frozen",
      `--allow-read=${dataDir.replaceAll(",", ",,")}`,
      `--allow-write=${dataDir.replaceAll(",", ",,")}`,
      join(projectRoot, "tools", "probe_store.ts"),
      files.store,
    ],
    cwd: projectRoot,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).output();
  if (signal) {
    return { ok: false, reason: `reading it ended a program by ${signal}` };
  }
  return parseCheck(new TextDecoder().decode(stdout));
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}
