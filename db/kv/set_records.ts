import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Approval } from "@/domain/approval.ts";
import { isApprovalSettled } from "@/domain/approval_status.ts";
import { type BootState, KEPT_BOOT_REPORTS } from "@/domain/boot_report.ts";
import type { ChangedRecords } from "@/domain/fleet_batch.ts";
import type { Handoff } from "@/domain/handoff.ts";
import { isHandoffEnded } from "@/domain/handoff_status.ts";
import type { Incident } from "@/domain/incident.ts";
import { isIncidentSettled } from "@/domain/incident_status.ts";
import type { Message } from "@/domain/message.ts";
import { isMessageOver } from "@/domain/message_status.ts";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { keys } from "./keys.ts";

type Commit = Deno.AtomicOperation;

/**
 * Puts records with their indexes into a commit. An index names what still
 * lives, so that a start finds it however old it is, or what belongs to an
 * agent, a task or a session.
 */
export function setRecords(commit: Commit, records: ChangedRecords): void {
  for (const agent of records.agents) setAgent(commit, agent);
  for (const task of records.tasks) setTask(commit, task);
  for (const session of records.sessions) setSession(commit, session);
  for (const handoff of records.handoffs) setHandoff(commit, handoff);
  for (const message of records.messages) setMessage(commit, message);
  for (const approval of records.approvals) setApproval(commit, approval);
  for (const rule of records.rules) commit.set(keys.rule(rule.id), rule);
  for (const template of records.templates) {
    commit.set(keys.template(template.id), template);
  }
  for (const incident of records.incidents) setIncident(commit, incident);
  for (const id of records.removed.rules) commit.delete(keys.rule(id));
  for (const id of records.removed.templates) commit.delete(keys.template(id));
  if (records.queue) commit.set(keys.queue, records.queue);
  if (records.limits) commit.set(keys.limits, records.limits);
  if (records.boot) setBoot(commit, records.boot);
  if (records.budgets) commit.set(keys.budgets, records.budgets);
}

function setBoot(commit: Commit, boot: BootState): void {
  commit.set(keys.boot, boot);
  if (!boot.last) return;
  const place = boot.last.number % KEPT_BOOT_REPORTS;
  commit.set(keys.bootReport(place), boot.last);
}

function setAgent(commit: Commit, agent: Agent): void {
  commit.set(keys.agent(agent.id), agent);
  mark(commit, keys.liveAgent(agent.id), !isEnded(agent.state));
}

function setTask(commit: Commit, task: Task): void {
  const { id, agent_id, session_id, parent_id, external_id } = task;
  commit.set(keys.task(id), task);
  if (agent_id) commit.set(keys.taskOfAgent(agent_id, id), true);
  if (session_id) commit.set(keys.taskOfSession(session_id, id), true);
  if (parent_id) commit.set(keys.taskOfParent(parent_id, id), true);
  if (external_id) commit.set(keys.taskByExternalId(external_id), id);
  mark(commit, keys.openTask(id), !isTaskEnded(task.state));
}

function setSession(commit: Commit, session: Session): void {
  commit.set(keys.session(session.id), session);
  mark(commit, keys.activeSession(session.id), !isArchived(session));
}

function setHandoff(commit: Commit, handoff: Handoff): void {
  const { id, task_id } = handoff;
  commit.set(keys.handoff(id), handoff);
  commit.set(keys.handoffOfTask(task_id, id), true);
  mark(commit, keys.liveHandoff(id), !isHandoffEnded(handoff));
}

function setMessage(commit: Commit, message: Message): void {
  const { id, from_agent_id, to_agent_id, task_id } = message;
  commit.set(keys.message(id), message);
  commit.set(keys.messageOfAgent(to_agent_id, id), true);
  if (from_agent_id) commit.set(keys.messageOfAgent(from_agent_id, id), true);
  if (task_id) commit.set(keys.messageOfTask(task_id, id), true);
  mark(commit, keys.waitingMessage(id), !isMessageOver(message));
}

function setApproval(commit: Commit, approval: Approval): void {
  const { id, agent_id, task_id } = approval;
  commit.set(keys.approval(id), approval);
  commit.set(keys.approvalOfAgent(agent_id, id), true);
  if (task_id) commit.set(keys.approvalOfTask(task_id, id), true);
  mark(commit, keys.openApproval(id), !isApprovalSettled(approval));
}

function setIncident(commit: Commit, incident: Incident): void {
  commit.set(keys.incident(incident.id), incident);
  mark(commit, keys.openIncident(incident.id), !isIncidentSettled(incident));
}

function mark(commit: Commit, key: Deno.KvKey, isPresent: boolean): void {
  if (isPresent) commit.set(key, true);
  else commit.delete(key);
}
