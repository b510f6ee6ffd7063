import { basename, dirname, isAbsolute, join } from "node:path";

/** What the server may run besides claude, and what each is for. */
export const HOST_TOOLS: Readonly<Record<string, string>> = {
  kill: "signals an agent's process group",
  ps: "reads the state and memory of an agent's processes",
  setpriv: "ends an agent when the server dies",
  unshare: "keeps an agent's processes in one namespace",
  prlimit: "limits an agent's memory",
};

/**
 * Finds a program as a shell would and gives its absolute path, with links in
 * its folder resolved; `undefined` when there is none. Its own name is kept,
 * because a multi-call program acts by the name that it is called under.
 */
export async function findProgram(
  name: string,
  searchPath: string,
): Promise<string | undefined> {
  for (const folder of searchPath.split(":")) {
    if (!isAbsolute(folder)) continue;
    const path = join(folder, name);
    if (!await isExecutable(path)) continue;
    return join(await Deno.realPath(dirname(path)), basename(path));
  }
  return undefined;
}

/** The host's own tools by name; those that the host lacks are left out. */
export async function findHostTools(
  searchPath: string,
): Promise<Readonly<Record<string, string>>> {
  const found = await Promise.all(
    Object.keys(HOST_TOOLS).map(async (name) =>
      [name, await findProgram(name, searchPath)] as const
    ),
  );
  return Object.fromEntries(
    found.filter((entry): entry is readonly [string, string] =>
      entry[1] !== undefined
    ),
  );
}

/** Whether the path leads to a file that somebody may execute. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    const { isFile, mode } = await Deno.stat(path);
    return isFile && ((mode ?? 0) & 0o111) !== 0;
  } catch {
    return false;
  }
}
