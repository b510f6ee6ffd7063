import { z } from "zod";
import type { Agent } from "./agent.ts";
import { isEnded } from "./agent_status.ts";
import { isPendingApproval } from "./approval_status.ts";
import type { Fleet } from "./fleet.ts";
import { isHandoffEnded } from "./handoff.ts";
import { AgentId, SessionId, TaskId } from "./ids.ts";
import { isMessageOver } from "./message.ts";
import type { Task } from "./task.ts";
import { isTaskEnded } from "./task_status.ts";

/** Ended records that the live store keeps at the most, however young they are. */
export const KEPT_LIVE_TASKS = 5_000;
export const KEPT_LIVE_AGENTS = 500;

/** Records that one event lets go of: they have to fit into one commit. */
export const RETIRED_AT_ONCE = 50;

/** Records that the live store lets go of; the history has them. */
export const RetiredRecords = z.object({
  agents: z.array(AgentId),
  tasks: z.array(z.object({
    id: TaskId,
    /** Whose lists it leaves. */
    agent_id: AgentId.nullable(),
    session_id: SessionId.nullable(),
    parent_id: TaskId.nullable().default(null),
  })),
  /** Archived ones that a person chose to remove. */
  sessions: z.array(SessionId),
  /** Where the long texts of the tasks were. */
  texts: z.array(z.string()),
});
export type RetiredRecords = z.infer<typeof RetiredRecords>;

/** Whether nothing can happen to it any more. */
export function isOver(record: Task | Agent): boolean {
  // A failed agent waits for a person; it is over when that one dismissed it.
  return "attempts" in record
    ? isTaskEnded(record.state)
    : record.state.status === "terminated";
}

/**
 * Ids that something living refers to, in whatever field: its agent, the task
 * that it works on, a parent, a task that it waits for.
 */
export function livingReferences(fleet: Fleet): ReadonlySet<string> {
  const found = new Set<string>();
  for (const task of Object.values(fleet.tasks)) {
    if (!isTaskEnded(task.state)) collectIds(task, found);
  }
  for (const agent of Object.values(fleet.agents)) {
    if (!isEnded(agent.state)) collectIds(agent, found);
  }
  for (const handoff of Object.values(fleet.handoffs)) {
    if (!isHandoffEnded(handoff)) collectIds(handoff, found);
  }
  for (const message of Object.values(fleet.messages)) {
    if (!isMessageOver(message)) collectIds(message, found);
  }
  for (const approval of Object.values(fleet.approvals)) {
    if (isPendingApproval(approval)) collectIds(approval, found);
  }
  return found;
}

/**
 * Whether a task is a part of one that lives: a parent shows what became of its
 * parts.
 */
export function belongsToLiving(task: Task, fleet: Fleet): boolean {
  const ids = new Set<string>();
  collectIds(task, ids);
  ids.delete(task.id);
  return [...ids].some((id) => {
    const other = fleet.tasks[id];
    return other !== undefined && !isTaskEnded(other.state);
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function collectIds(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    if (UUID.test(value)) found.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) collectIds(part, found);
  }
}

/** What has to be known of a task to let go of it. */
export function retiredTask(task: Task): RetiredRecords["tasks"][number] {
  const { id, agent_id, session_id, parent_id } = task;
  return { id, agent_id, session_id, parent_id };
}

/** Where the long texts of a task are. */
export function textsOf(task: Task): string[] {
  const { description, state, attempts } = task;
  const submitted = attempts.map((attempt) => attempt.submitted?.blob ?? null);
  const output = "result" in state ? state.result.output.blob : null;
  return [description.blob, ...submitted, output]
    .filter((blob) => blob !== null);
}
