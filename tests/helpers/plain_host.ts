import { join } from "node:path";

/** What the server, `claude` and the tools of the tests run; nothing that contains agents. */
const PROGRAMS = [
  "bash",
  "cat",
  "env",
  "id",
  "kill",
  "nohup",
  "ps",
  "setsid",
  "sh",
  "sleep",
  "true",
  "uname",
] as const;

/**
 * A search path for a server that finds no tool to contain its agents with, as
 * on a host without util-linux; what it leaves is found by its marks alone.
 *
 * @param folder Where links to the programs that it does find are put.
 */
export async function plainPath(folder: string): Promise<string> {
  const programs = join(folder, "programs");
  await Deno.mkdir(programs);
  for (const name of PROGRAMS) {
    const place = await placeOf(name);
    if (place) await Deno.symlink(place, join(programs, name));
  }
  return programs;
}

async function placeOf(name: string): Promise<string | undefined> {
  for (const path of [`/usr/bin/${name}`, `/bin/${name}`]) {
    if (await Deno.stat(path).catch(() => undefined)) return path;
  }
  return undefined;
}
