import type { AgentId } from "@/domain/ids.ts";
import type { Usage } from "@/domain/usage.ts";
import type { JournalDeps } from "../agent_journal.ts";
import type { LaunchDeps } from "../launch_agent.ts";
import type { RunnerSeams } from "../runner_seams.ts";

/** What running an agent takes. */
export type RunnerDeps = LaunchDeps & JournalDeps & RunnerSeams & {
  readonly defaultTimeoutSeconds: number;
  /** Milliseconds without a sign of life after which a task is taken back. */
  readonly leaseMs: number;
  /** Milliseconds after that until a silent process is replaced. */
  readonly silenceMs: number;
  /** Takes secrets out of a text, before it is stored or shown. */
  readonly blot: (text: string) => string;
  /** From 0 to 1, for retries that do not come in step. */
  readonly random: () => number;
  /** Rounds of the model in one turn before a person is asked; 100 without it. */
  readonly maxRounds?: number;
};

/** What the runner tells its roster. */
export type RunnerListener = {
  /** The agent can take work. */
  readonly onFree: (agent: AgentId) => void;
  /** Its process is gone; another one may take its place at that time. */
  readonly onLost: (agent: AgentId, restartAt: string, carried: Usage) => void;
};
