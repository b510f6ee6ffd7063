import type { TaggedProcess } from "./process_table.ts";

const MIB = 1024 ** 2;

/** What the processes of each agent of one instance occupy together, in MiB, by the agent's id. Pure. */
export function residentMbByAgent(
  processes: readonly TaggedProcess[],
  instanceId: string,
): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const process of processes) {
    const { agentId, residentBytes } = process;
    if (process.instanceId !== instanceId || agentId === undefined) continue;
    bytes.set(agentId, (bytes.get(agentId) ?? 0) + residentBytes);
  }
  return new Map([...bytes].map(([agent, sum]) => [agent, sum / MIB]));
}
