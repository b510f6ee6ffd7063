import { join, relative } from "node:path";
import { skippedNames } from "../build/fingerprint.ts";
import type { ResolvedBuildConfig } from "../build/options.ts";

/** Milliseconds of silence after a change before it is acted upon. */
const SETTLE_MS = 50;

/**
 * Calls `onChange` with the absolute paths of changed files, one call at a time, until
 * `signal` is aborted. Packages, hidden folders and the output are not watched.
 */
export async function watchProject(
  config: ResolvedBuildConfig,
  signal: AbortSignal,
  onChange: (paths: ReadonlySet<string>) => Promise<void>,
): Promise<void> {
  const skip = await skippedNames(config);
  const folders = new Set(config.staticDir);
  for await (const entry of Deno.readDir(config.root)) {
    const path = join(config.root, entry.name);
    if (entry.isDirectory && !skip(entry.name)) folders.add(path);
  }
  const present = [...folders].filter(isFolder);
  if (present.length === 0) return;

  using watcher = Deno.watchFs(present);
  signal.addEventListener("abort", () => watcher.close(), { once: true });
  let changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = Promise.resolve();
  for await (const { kind, paths } of watcher) {
    if (kind === "access") continue;
    const relevant = paths.filter((path) => !skip(relative(config.root, path)));
    if (relevant.length === 0) continue;
    for (const path of relevant) changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const batch = changed;
      changed = new Set();
      running = running.then(() => onChange(batch));
    }, SETTLE_MS);
  }
  clearTimeout(timer);
  await running;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
