import { isEnded } from "@/domain/agent_status.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Outcome } from "@/domain/platform.ts";
import {
  DEFAULT_ATTEMPTS,
  type NewTask,
  type Task,
  titleOf,
} from "@/domain/task.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import type { AgentCommandDeps } from "./agent_commands.ts";
import { fullText } from "./full_text.ts";
import {
  retiredAgent,
  retiredText,
  retiredTwin,
} from "./retention/retired_records.ts";
import { storeText } from "./store_text.ts";

type Assigned = { readonly task: Task; readonly created: boolean };

/** Gives a task to one agent; it waits there until the agent is free. */
export async function assignTask(
  deps: AgentCommandDeps,
  agentId: AgentId,
  wanted: NewTask,
): Promise<Outcome<Assigned>> {
  const earlier = await findEarlier(deps, wanted);
  if (earlier) return await sameOrTaken(deps, earlier, agentId, wanted);
  const retired = await retiredTwin(deps, wanted);
  if (!retired.ok) return retired;
  if (retired.value) {
    return await sameAsRetired(deps, retired.value, agentId, wanted);
  }
  const refusal = agentRefusal(deps, agentId);
  if (refusal) {
    return await deps.store.readAgent(agentId) ??
        await retiredAgent(deps, agentId)
      ? refuseEnded(agentId)
      : { ok: false, refusal };
  }
  const description = await storeText(deps, wanted.description);

  // From here to the append nothing waits, so what is checked stays true.
  const late = agentRefusal(deps, agentId);
  if (late) return refuseEnded(agentId);
  const twin = inFleet(deps, wanted);
  if (twin) return await sameOrTaken(deps, twin, agentId, wanted);
  const task = newTask(deps, agentId, wanted, description);
  await deps.writer.append([{
    type: "task.created",
    agent_id: agentId,
    task_id: task.id,
    data: { task },
  }]);
  deps.roster.dispatch(agentId);
  return {
    ok: true,
    value: {
      task: deps.writer.committed.tasks[task.id] ?? task,
      created: true,
    },
  };
}

function agentRefusal(deps: AgentCommandDeps, id: AgentId) {
  const agent = ownRecord(deps.writer.head.agents, id);
  const works = agent && !isEnded(agent.state) &&
    agent.state.status !== "terminating";
  return works ? undefined : {
    code: "agent_not_found" as const,
    message: `Cannot give a task to agent "${id}": there is no such agent`,
  };
}

function refuseEnded(id: AgentId): Outcome<Assigned> {
  return {
    ok: false,
    refusal: {
      code: "agent_ended",
      message: `Cannot give a task to agent "${id}": it has ended`,
    },
  };
}

async function findEarlier(
  deps: AgentCommandDeps,
  wanted: NewTask,
): Promise<Task | undefined> {
  if (!wanted.id) return undefined;
  return inFleet(deps, wanted) ??
    await deps.store.readTaskByExternalId(wanted.id);
}

function inFleet(deps: AgentCommandDeps, wanted: NewTask): Task | undefined {
  if (!wanted.id) return undefined;
  return Object.values(deps.writer.head.tasks).find((task) =>
    task.external_id === wanted.id
  );
}

/** The same id with the same agent and text is the same task, sent again. */
async function sameOrTaken(
  deps: AgentCommandDeps,
  earlier: Task,
  agentId: AgentId,
  wanted: NewTask,
): Promise<Outcome<Assigned>> {
  // What is answered must be durable, also when the first call still waits.
  await deps.writer.drained();
  const task = deps.writer.committed.tasks[earlier.id] ??
    await deps.store.readTask(earlier.id);
  // The store refused the first call: this one is the first now.
  if (!task) return await assignTask(deps, agentId, wanted);
  const same = earlier.agent_id === agentId &&
    await fullText(deps.store, earlier.description) === wanted.description;
  if (!same) return refuseTaken(wanted);
  return { ok: true, value: { task, created: false } };
}

/** The same for a task that is in the history alone: it is durable for long. */
async function sameAsRetired(
  deps: AgentCommandDeps,
  task: Task,
  agentId: AgentId,
  wanted: NewTask,
): Promise<Outcome<Assigned>> {
  const text = await retiredText(deps, task.description);
  if (!text.ok) return text;
  return task.agent_id === agentId && text.value === wanted.description
    ? { ok: true, value: { task, created: false } }
    : refuseTaken(wanted);
}

function refuseTaken(wanted: NewTask): Outcome<Assigned> {
  return {
    ok: false,
    refusal: {
      code: "task_id_taken",
      message: `Cannot create task "${wanted.id}": another task has that id`,
    },
  };
}

function newTask(
  deps: AgentCommandDeps,
  agentId: AgentId,
  wanted: NewTask,
  description: LongText,
): Task {
  const at = deps.sources.now();
  return {
    id: deps.sources.newId() as TaskId,
    external_id: wanted.id ?? null,
    title: titleOf(wanted),
    description,
    priority: wanted.priority,
    agent_id: agentId,
    pinned: true,
    mode: wanted.mode ?? "direct",
    handoff_id: null,
    parent_id: null,
    part: null,
    depends_on: [],
    requires: wanted.requires ?? [],
    max_attempts: wanted.max_attempts ?? DEFAULT_ATTEMPTS,
    feedback: null,
    session_id: deps.writer.head.agents[agentId]?.session_id ?? null,
    state: { status: "pending", since: at, not_before: null },
    progress: 0,
    attempts: [],
    usage: NO_USAGE,
    tree_usage: NO_USAGE,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}
