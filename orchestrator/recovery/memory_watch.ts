import { processId } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { MemoryStep, MemoryUse } from "@/domain/memory_over.ts";
import type { WakeClocks } from "../boot/wake_watch.ts";
import type { LogPort } from "../ports.ts";
import { judgeMemory, type MemoryStanding, WITHIN } from "./memory_limit.ts";

/** How often agents with a limit are looked at, in milliseconds. */
const LOOK_EVERY_MS = 2_000;

export type MemoryWatchDeps = {
  readonly fleet: () => Pick<Fleet, "agents">;
  /** What the processes of each agent occupy, in MiB. One look at them serves all agents. */
  readonly residentMb: () => Promise<ReadonlyMap<string, number>>;
  /** Has an agent obey its limit. */
  readonly obey: (
    agent: AgentId,
    act: MemoryStep | "eased",
    use: MemoryUse,
  ) => Promise<void>;
  readonly log: LogPort;
  readonly every: WakeClocks["every"];
};

type Watched = {
  /** Another process begins anew. */
  readonly pid: number;
  readonly standing: MemoryStanding;
};

/** Sees to it that agents keep to the memory that they may use, until it is disposed. */
export class MemoryWatch implements Disposable {
  #watched: ReadonlyMap<AgentId, Watched> = new Map();
  #looking: Promise<void> | undefined;
  readonly #end: () => void;

  constructor(private readonly deps: MemoryWatchDeps) {
    this.#end = deps.every(LOOK_EVERY_MS, () => void this.look());
  }

  /** Looks now, unless a look is under way, or nobody has a limit. Never rejects. */
  look(): Promise<void> {
    return this.#looking ??= this.#look()
      .catch((error) =>
        this.deps.log.error("memory of agents was not looked at", { error })
      )
      .finally(() => this.#looking = undefined);
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  async #look(): Promise<void> {
    if (this.#limited().length === 0) return;
    const residentMb = await this.deps.residentMb();
    const watched = new Map<AgentId, Watched>();
    // As they are now: a look takes its time.
    for (const { agent, pid, limitMb } of this.#limited()) {
      const used = residentMb.get(agent.id);
      const last = this.#watched.get(agent.id);
      const before = last?.pid === pid ? last.standing : WITHIN;
      const use = { used_mb: Math.round(used ?? 0), limit_mb: limitMb };
      const { standing, act } = judgeMemory(before, use);
      watched.set(agent.id, { pid, standing });
      if (act) void this.#obey(agent.id, act, use);
    }
    this.#watched = watched;
  }

  #limited() {
    return Object.values(this.deps.fleet().agents).flatMap((agent) => {
      const limitMb = agent.config.resource_limits.memory_mb;
      const pid = processId(agent.state);
      return limitMb === undefined || pid === null
        ? []
        : [{ agent, pid, limitMb }];
    });
  }

  async #obey(
    agent: AgentId,
    act: MemoryStep | "eased",
    use: MemoryUse,
  ): Promise<void> {
    try {
      await this.deps.obey(agent, act, use);
    } catch (error) {
      this.deps.log.error("agent was not held to its memory", { agent, error });
    }
  }
}
