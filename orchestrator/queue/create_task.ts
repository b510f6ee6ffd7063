import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import { isCapable } from "@/domain/capability.ts";
import type { AgentId, SessionId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome, Refusal, RefusalCode } from "@/domain/platform.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { NewTask, Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { AgentCommandDeps } from "../agent_commands.ts";
import { retiredAgent } from "../retention/retired_records.ts";
import {
  archivedRefusal,
  findSession,
  missingRefusal,
} from "../session_commands.ts";
import { storeText, TASK_INLINE_CHARS } from "../store_text.ts";
import { findNeeded } from "./find_needed.ts";
import { newTask } from "./new_task.ts";
import { findTwin, inFleet, sameOrTaken } from "./task_twin.ts";

/** Tasks that may be open at once; more are refused, so that memory stays bounded. */
const MAX_OPEN_TASKS = 10_000;
const MAX_OPEN_OF_AGENT = 1_000;

/** Whom a task is for: one agent, or anybody in a session, or in none. */
export type Addressee = {
  readonly agentId?: AgentId;
  readonly sessionId?: SessionId;
};

export type Created = { readonly task: Task; readonly created: boolean };

/**
 * Takes a task; it waits until its agent is free, or anybody who can do it.
 * The same id with the same text for the same agent is the same task, sent
 * again.
 */
export async function createTask(
  deps: AgentCommandDeps,
  wanted: NewTask,
  to: Addressee,
): Promise<Outcome<Created>> {
  const twin = await findTwin(deps, wanted, to);
  if (twin) return twin === "gone" ? await createTask(deps, wanted, to) : twin;
  const refusal = await addresseeRefusal(deps, to);
  if (refusal) return { ok: false, refusal };
  const needed = await findNeeded(deps, wanted);
  if (!needed.ok) return needed;
  const description = await storeText(
    deps,
    wanted.description,
    TASK_INLINE_CHARS,
  );

  // From here to the append nothing waits, so what is checked stays true.
  const { head } = deps.writer;
  const early = inFleet(deps, wanted);
  if (early) {
    const same = await sameOrTaken(deps, early, wanted, to);
    return same === "gone" ? await createTask(deps, wanted, to) : same;
  }
  const agent = to.agentId && head.agents[to.agentId];
  const late = to.agentId && !works(agent)
    ? endedRefusal(to.agentId)
    : unfitRefusal(wanted, agent || undefined) ?? fullRefusal(deps, to);
  if (late) return { ok: false, refusal: late };
  const task = newTask(deps, wanted, {
    agent: agent || undefined,
    sessionId: to.sessionId,
    description,
    ...needed.value,
  });
  await deps.writer.append([{
    type: "task.created",
    agent_id: task.agent_id ?? undefined,
    task_id: task.id,
    data: { task, by: { kind: "person" } },
  }]);
  deps.roster.dispatch();
  return {
    ok: true,
    value: {
      task: deps.writer.committed.tasks[task.id] ?? task,
      created: true,
    },
  };
}

/** Whether the agent can be given work, now or later. */
export function works(agent: Agent | undefined | ""): agent is Agent {
  return Boolean(agent) && !isEnded((agent as Agent).state) &&
    (agent as Agent).state.status !== "terminating";
}

async function addresseeRefusal(
  deps: AgentCommandDeps,
  { agentId, sessionId }: Addressee,
): Promise<Refusal | undefined> {
  if (agentId) {
    if (works(ownRecord(deps.writer.head.agents, agentId))) return undefined;
    const known = await deps.store.readAgent(agentId) ??
      await retiredAgent(deps, agentId);
    return known
      ? endedRefusal(agentId)
      : refusal("agent_not_found", `"${agentId}": there is no such agent`);
  }
  if (!sessionId) return undefined;
  const session = await findSession(deps, sessionId);
  if (!session) return missingRefusal(sessionId);
  return isArchived(session)
    ? archivedRefusal(sessionId, "create a task in session")
    : undefined;
}

/** Why this agent cannot do such a task. */
export function unfitRefusal(
  wanted: Pick<NewTask, "mode" | "requires">,
  agent: Agent | undefined,
): Refusal | undefined {
  if (!agent) return undefined;
  if (wanted.mode === "handoff" && agent.role !== "manager") {
    return refusal(
      "agent_not_manager",
      `"${agent.id}": only a manager hands tasks off, and it is a ${agent.role}`,
    );
  }
  const needs = wanted.requires ?? [];
  return isCapable(agent.config.capabilities ?? [], needs)
    ? undefined
    : refusal(
      "agent_not_capable",
      `"${agent.id}": the task requires ${needs.join(", ")}`,
    );
}

function fullRefusal(
  deps: AgentCommandDeps,
  { agentId }: Addressee,
): Refusal | undefined {
  const open = Object.values(deps.writer.head.tasks)
    .filter(({ state }) => !isTaskEnded(state));
  if (open.length >= MAX_OPEN_TASKS) {
    return { code: "queue_full", message: full("the queue", MAX_OPEN_TASKS) };
  }
  const own = agentId
    ? open.filter((task) => task.agent_id === agentId).length
    : 0;
  return own < MAX_OPEN_OF_AGENT ? undefined : {
    code: "queue_full",
    message: full(`agent "${agentId}"`, MAX_OPEN_OF_AGENT),
  };
}

function full(who: string, most: number): string {
  return `Cannot create a task: ${who} has ${most} open tasks, which is the most. Try again when some have ended`;
}

function endedRefusal(id: AgentId): Refusal {
  return refusal("agent_ended", `"${id}": it has ended`);
}

function refusal(code: RefusalCode, what: string): Refusal {
  return { code, message: `Cannot give a task to agent ${what}` };
}
