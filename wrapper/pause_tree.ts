import type { HostTools } from "./host_tools.ts";
import { runTool } from "./run_tool.ts";
import { findTagged, signalGroup } from "./sweep.ts";

/**
 * Sends STOP or CONT to one whole tree: to the group of its leader, and to the
 * tools that have groups of their own, found by the tag of the launch. `false`
 * when not even the group could be reached. A tool that starts another between
 * the look and the signal is stopped; the other may run on until it ends.
 */
export async function pauseTree(
  host: Pick<HostTools, "kill" | "ps" | "looks">,
  name: "STOP" | "CONT",
  tree: { readonly groupId: number; readonly launchId: string },
): Promise<boolean> {
  const isReached = await signalGroup(host, name, tree.groupId);
  if (!isReached || host.kill === undefined) return false;
  const others = (await findTagged(host)).filter((process) =>
    process.launchId === tree.launchId && process.groupId !== tree.groupId
  );
  if (others.length > 0) {
    const pids = others.map(({ pid }) => String(pid));
    await runTool(host.kill, [`-${name}`, "--", ...pids]);
  }
  return true;
}
