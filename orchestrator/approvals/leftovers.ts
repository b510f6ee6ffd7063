import { isEnded } from "@/domain/agent_status.ts";
import type { Approval } from "@/domain/approval.ts";
import { isApprovalSettled } from "@/domain/approval_status.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Instant, TaskId } from "@/domain/ids.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { decided } from "./drafts.ts";

/**
 * What the end of a task takes with it: requests that wait, decisions that
 * could not be told, and the rules that were for this task alone.
 */
export function withdrawalsOf(
  fleet: Fleet,
  task: TaskId,
  reason: string,
  at: Instant,
): EventDraft[] {
  return [
    ...Object.values(fleet.approvals)
      .filter((each) => each.task_id === task && !isApprovalSettled(each))
      .map((each) => withdrawn(each, reason, at)),
    ...Object.values(fleet.rules)
      .filter(({ pattern }) => pattern.task_id === task)
      .map((rule): EventDraft => ({
        type: "rule.removed",
        rule_id: rule.id,
        data: { by: { kind: "server" } },
      })),
  ];
}

/**
 * What is left of tasks and agents that are over, and what nobody answered in
 * time: to be looked for after their ends, and after a crash.
 */
export function leftoversOf(
  fleet: Fleet,
  at: Instant,
  isWaiting: (approval: Approval) => boolean,
): EventDraft[] {
  const open = Object.values(fleet.approvals).filter((each) =>
    !isApprovalSettled(each)
  );
  const over = new Set(
    [
      ...open.map(({ task_id }) => task_id),
      ...Object.values(fleet.rules).map(({ pattern }) => pattern.task_id),
    ].filter((task) => task && isOver(fleet, task)) as TaskId[],
  );
  return [
    ...[...over].flatMap((task) =>
      withdrawalsOf(fleet, task, "its task has ended", at)
    ),
    ...open.filter(({ task_id }) => !task_id || !over.has(task_id))
      .flatMap((approval) =>
        leftover(fleet, approval, at, isWaiting(approval))
      ),
  ];
}

function leftover(
  fleet: Fleet,
  approval: Approval,
  at: Instant,
  isWaiting: boolean,
): EventDraft[] {
  const agent = fleet.agents[approval.agent_id];
  if (!agent || isEnded(agent.state)) {
    return [withdrawn(approval, "its agent has ended", at)];
  }
  const holder = fleet.tasks[approval.task_id ?? ""]?.agent_id ?? agent.id;
  if (holder !== agent.id) {
    return [withdrawn(approval, "another agent has its task now", at)];
  }
  const isLate = approval.state.status === "pending" &&
    approval.expires_at <= at;
  return isLate
    ? decided(approval, { status: "expired", since: at }, isWaiting)
    : [];
}

/** When the next request runs out; `undefined` while none waits. */
export function nextExpiry(fleet: Fleet): Instant | undefined {
  return pendingByAge(fleet.approvals).map(({ expires_at }) => expires_at)
    .sort()[0];
}

function isOver(fleet: Fleet, task: string): boolean {
  const found = fleet.tasks[task];
  return !found || isTaskEnded(found.state);
}

function withdrawn(approval: Approval, reason: string, at: Instant) {
  const state = { status: "withdrawn", since: at, reason } as const;
  return decided(approval, state, false)[0] as EventDraft;
}
