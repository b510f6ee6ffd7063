import { Agent } from "@/domain/agent.ts";
import { AgentTemplate } from "@/domain/agent_template.ts";
import { NO_BOOT } from "@/domain/boot_reducer.ts";
import { BootState } from "@/domain/boot_report.ts";
import { Approval } from "@/domain/approval.ts";
import { ApprovalRule } from "@/domain/approval_rule.ts";
import { BudgetsState } from "@/domain/budget.ts";
import { NO_BUDGETS } from "@/domain/budget_reducer.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import {
  KEPT_ARCHIVED_SESSIONS,
  KEPT_CARRIED_MESSAGES,
  KEPT_ENDED_AGENTS,
  KEPT_ENDED_HANDOFFS,
  KEPT_ENDED_TASKS,
  KEPT_INCIDENTS_OVER,
  KEPT_SETTLED_APPROVALS,
} from "@/domain/fleet_collections.ts";
import { Handoff } from "@/domain/handoff.ts";
import { TaskId } from "@/domain/ids.ts";
import { Incident } from "@/domain/incident.ts";
import { Message } from "@/domain/message.ts";
import { LimitsState } from "@/domain/limits.ts";
import { OPEN_LIMITS } from "@/domain/limits_reducer.ts";
import { QueueState } from "@/domain/queue.ts";
import { OPEN_QUEUE } from "@/domain/queue_reducer.ts";
import { Session } from "@/domain/session.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { z } from "zod";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { readTask } from "./read.ts";
import { StoredTask } from "./stored_task.ts";

const Head = z.object({ seq: z.int().nonnegative(), schema: z.literal(1) });

/** The last event in the store; 0 when there is none yet. */
export async function readLastSeq(kv: Deno.Kv): Promise<number> {
  const head = await kv.get(keys.head);
  return head.value === null ? 0 : parseRecord(Head, head).seq;
}

/** The fleet as the last commit left it, with the versionstamp of that commit. */
export async function loadFleet(
  kv: Deno.Kv,
): Promise<{ readonly fleet: Fleet; readonly versionstamp: string | null }> {
  const head = await kv.get(keys.head);
  if (head.value === null) {
    return { fleet: EMPTY_FLEET, versionstamp: null };
  }
  const { seq } = parseRecord(Head, head);
  const kept = <R extends { readonly id: string }>(
    schema: z.ZodType<R>,
    records: Deno.KvKey,
    living: Deno.KvKey,
    ended: number,
  ) => keptRecords(kv, schema, { records, living, ended });
  const queue = await kv.get(keys.queue);
  const limits = await kv.get(keys.limits);
  const boot = await kv.get(keys.boot);
  const budgets = await kv.get(keys.budgets);
  const fleet: Fleet = {
    seq,
    agents: await kept(Agent, keys.agents, keys.liveAgents, KEPT_ENDED_AGENTS),
    tasks: await withNeeded(
      kv,
      await kept(StoredTask, keys.tasks, keys.openTasks, KEPT_ENDED_TASKS),
    ),
    sessions: await kept(
      Session,
      keys.sessions,
      keys.activeSessions,
      KEPT_ARCHIVED_SESSIONS,
    ),
    handoffs: await kept(
      Handoff,
      keys.handoffs,
      keys.liveHandoffs,
      KEPT_ENDED_HANDOFFS,
    ),
    messages: await kept(
      Message,
      keys.messages,
      keys.waitingMessages,
      KEPT_CARRIED_MESSAGES,
    ),
    approvals: await kept(
      Approval,
      keys.approvals,
      keys.openApprovals,
      KEPT_SETTLED_APPROVALS,
    ),
    rules: Object.fromEntries(await newest(kv, keys.rules, ApprovalRule)),
    templates: Object.fromEntries(
      await newest(kv, keys.templates, AgentTemplate),
    ),
    incidents: await kept(
      Incident,
      keys.incidents,
      keys.openIncidents,
      KEPT_INCIDENTS_OVER,
    ),
    queue: queue.value === null ? OPEN_QUEUE : parseRecord(QueueState, queue),
    limits: limits.value === null
      ? OPEN_LIMITS
      : parseRecord(LimitsState, limits),
    boot: boot.value === null ? NO_BOOT : parseRecord(BootState, boot),
    budgets: budgets.value === null
      ? NO_BUDGETS
      : parseRecord(BudgetsState, budgets),
  };
  return { fleet, versionstamp: head.versionstamp };
}

/** What lives, and the newest of what has ended. */
async function keptRecords<R extends { readonly id: string }>(
  kv: Deno.Kv,
  schema: z.ZodType<R>,
  of: {
    readonly records: Deno.KvKey;
    /** An index that ends with the ids of those that live. */
    readonly living: Deno.KvKey;
    readonly ended: number;
  },
): Promise<Readonly<Record<string, R>>> {
  const found = new Map(await newest(kv, of.records, schema, of.ended));
  for await (const { key } of kv.list({ prefix: of.living })) {
    const id = String(key.at(-1));
    if (found.has(id)) continue;
    const entry = await kv.get([...of.records, id]);
    if (entry.value !== null) found.set(id, parseRecord(schema, entry));
  }
  return Object.fromEntries(found);
}

/** The records created last: ids sort by the time they were made. */
async function newest<R extends { readonly id: string }>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  schema: z.ZodType<R>,
  limit = Infinity,
): Promise<[string, R][]> {
  const found: [string, R][] = [];
  const options = Number.isFinite(limit)
    ? { limit, reverse: true }
    : { reverse: true };
  for await (const entry of kv.list({ prefix }, options)) {
    const record = parseRecord(schema, entry);
    found.push([record.id, record]);
  }
  return found;
}

/**
 * Ended tasks, however old, that open ones refer to: what they are parts of or
 * wait for, and all parts of those that are not done.
 */
async function withNeeded(
  kv: Deno.Kv,
  tasks: Readonly<Record<string, Task>>,
): Promise<Readonly<Record<string, Task>>> {
  const needed = new Set<TaskId>();
  const parents = new Set<TaskId>();
  for (const task of Object.values(tasks)) {
    if (isTaskEnded(task.state)) continue;
    for (const id of task.depends_on) needed.add(id);
    if (task.parent_id) needed.add(task.parent_id);
    parents.add(task.id);
  }
  for (const parent of new Set([...parents, ...needed])) {
    for await (
      const { key } of kv.list({ prefix: keys.tasksOfParent(parent) })
    ) {
      needed.add(TaskId.parse(key.at(-1)));
    }
  }
  const found = { ...tasks };
  for (const id of needed) {
    const task = found[id] ?? await readTask(kv, id);
    if (task) found[id] = task;
  }
  return found;
}
