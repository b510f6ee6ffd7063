import { TAGS } from "./environment.ts";
import { runTool } from "./run_tool.ts";

/** One process that carries our tags. */
export type TaggedProcess = {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
  readonly instanceId: string;
  readonly agentId: string | undefined;
  readonly launchId: string | undefined;
  /** Memory that it occupies, in bytes. */
  readonly residentBytes: number;
  /** Its arguments, joined by spaces. */
  readonly command: string;
};

const COLUMNS = "pid=,ppid=,pgid=,uid=,stat=,rss=,args=";
const ROW = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s?(.*)$/;

/**
 * Lists the running processes of this user that carry our tags in their
 * environment. The list of arguments is read on its own and cut off first, so
 * that a command which merely mentions a tag is never taken for a tagged one.
 * Gives an empty list where `ps` cannot be run.
 */
export async function listTagged(
  ps: string | undefined,
): Promise<TaggedProcess[]> {
  if (ps === undefined) return [];
  // Arguments after environments: a process that was replaced in between then
  // shows arguments that its old line does not begin with, and is left out.
  const withEnvironment = await runTool(ps, ["axeww", "-o", COLUMNS]);
  if (!withEnvironment?.stdout.includes(`${TAGS.instance}=`)) return [];
  const plain = await runTool(ps, ["axww", "-o", COLUMNS]);
  if (!plain) return [];
  return parseTagged(withEnvironment.stdout, plain.stdout, Deno.pid);
}

/** Reads the two listings of `ps`; exported so that its care can be tested. */
export function parseTagged(
  withEnvironment: string,
  plain: string,
  ownPid: number,
): TaggedProcess[] {
  const argsByPid = new Map<number, string>();
  let ownUid: number | undefined;
  for (const row of rows(plain)) {
    argsByPid.set(row.pid, row.text);
    if (row.pid === ownPid) ownUid = row.uid;
  }
  const tagged: TaggedProcess[] = [];
  for (const row of rows(withEnvironment)) {
    const args = argsByPid.get(row.pid);
    if (args === undefined || !row.text.startsWith(args)) continue;
    if (row.pid === ownPid || row.uid !== ownUid) continue;
    if (row.state.startsWith("Z")) continue;
    const environment = row.text.slice(args.length).split(" ");
    const instanceId = valueOf(environment, TAGS.instance);
    if (instanceId === undefined) continue;
    tagged.push({
      pid: row.pid,
      parentPid: row.parentPid,
      groupId: row.groupId,
      instanceId,
      agentId: valueOf(environment, TAGS.agent),
      launchId: valueOf(environment, TAGS.launch),
      residentBytes: row.residentBytes,
      command: args,
    });
  }
  return tagged;
}

function* rows(listing: string) {
  for (const line of listing.split("\n")) {
    const match = ROW.exec(line);
    if (!match) continue;
    const [, pid, parentPid, groupId, uid, state = "", rss, text = ""] = match;
    yield {
      pid: Number(pid),
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      uid: Number(uid),
      state,
      residentBytes: Number(rss) * 1024,
      text: text.trimEnd(),
    };
  }
}

function valueOf(
  environment: readonly string[],
  name: string,
): string | undefined {
  const prefix = `${name}=`;
  return environment.find((entry) => entry.startsWith(prefix))
    ?.slice(prefix.length);
}
