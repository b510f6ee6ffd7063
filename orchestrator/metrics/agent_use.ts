import type { AgentId } from "@/domain/ids.ts";

/** What the processes of one agent showed at one look. */
export type AgentUse = {
  readonly residentBytes: number;
  /** Processor time of each process since its start, by its id on the host. */
  readonly cpuSeconds: ReadonlyMap<number, number>;
};

/** One look at the processes of all agents. */
export type UseLook = {
  /** Monotonic milliseconds. */
  readonly atMs: number;
  readonly agents: ReadonlyMap<AgentId, AgentUse>;
};

/** What goes into a sample of one agent. */
export type SampledUse = {
  readonly residentBytes: number;
  /** Share of one processor since the last look; null at the first one. */
  readonly cpuPercent: number | null;
};

/**
 * What agents use now, and since the look before. A process that ended in
 * between takes the time since that look with it.
 */
export function usedSince(
  before: UseLook | undefined,
  now: UseLook,
): ReadonlyMap<AgentId, SampledUse> {
  const seconds = before ? (now.atMs - before.atMs) / 1_000 : 0;
  return new Map(
    [...now.agents].map(([agent, { residentBytes, cpuSeconds }]) => {
      const old = before?.agents.get(agent)?.cpuSeconds;
      const spent = [...cpuSeconds].reduce(
        (sum, [pid, all]) => sum + Math.max(0, all - (old?.get(pid) ?? 0)),
        0,
      );
      const cpuPercent = seconds > 0 ? 100 * spent / seconds : null;
      return [agent, { residentBytes, cpuPercent }];
    }),
  );
}
