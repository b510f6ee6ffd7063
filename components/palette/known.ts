import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { recentTasks } from "../fleet_order.ts";
import { agentStatus } from "../status.ts";
import { taskStatus } from "../task_look.ts";

/** An agent, as far as it takes to name it and to steer it. */
export type KnownAgent = {
  readonly id: string;
  readonly name: string;
  /** How it stands, in a word. */
  readonly word: string;
  readonly isEnded: boolean;
  readonly isBusy: boolean;
  readonly isHeld: boolean;
};
export type KnownTask = {
  readonly id: string;
  readonly title: string;
  readonly word: string;
  readonly canRetry: boolean;
};

/** What the palette can find, whether the page has a fleet or asks for it. */
export type Known = {
  readonly agents: readonly KnownAgent[];
  /** Newest first. */
  readonly tasks: readonly KnownTask[];
  readonly sessions: readonly { readonly id: string; readonly name: string }[];
  readonly waiting: number;
  readonly isPaused: boolean;
  /** Whether a limit of the account holds work back now. */
  readonly isLimited: boolean;
};

/** What is known before anything is. */
export const NOTHING_KNOWN: Known = {
  agents: [],
  tasks: [],
  sessions: [],
  waiting: 0,
  isPaused: false,
  isLimited: false,
};

/** What a fleet tells. Pure. */
export function knownOf(fleet: Fleet): Known {
  return {
    agents: Object.values(fleet.agents).map(agentOf)
      .sort((a, b) => Number(a.isEnded) - Number(b.isEnded)),
    tasks: recentTasks(fleet).map(taskOf),
    sessions: Object.values(fleet.sessions)
      .map(({ id, name }) => ({ id, name })),
    waiting: pendingByAge(fleet.approvals).length,
    isPaused: fleet.queue.paused !== null,
    isLimited: fleet.limits.closed !== null,
  };
}

function agentOf(agent: Agent): KnownAgent {
  return {
    id: agent.id,
    name: agent.name,
    word: agentStatus(agent).word,
    isEnded: isEnded(agent.state),
    isBusy: agent.state.status === "busy",
    isHeld: Boolean(agent.held),
  };
}

function taskOf(task: Task): KnownTask {
  const { status } = task.state;
  return {
    id: task.id,
    title: task.title,
    word: taskStatus(task).word,
    canRetry: status === "failed" || status === "cancelled",
  };
}
