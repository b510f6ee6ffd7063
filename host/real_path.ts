import { basename, dirname, join } from "node:path";

/**
 * Where an absolute path leads when its links are followed, also one that does
 * not exist yet: its folder decides then. null when nobody can tell, as for a
 * link that leads nowhere, or for what may not be seen.
 */
export async function realPath(path: string): Promise<string | null> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) return null;
  }
  const isDangling = await Deno.lstat(path).then(() => true, () => false);
  if (isDangling || path === dirname(path)) return null;
  const folder = await realPath(dirname(path));
  return folder && join(folder, basename(path));
}
