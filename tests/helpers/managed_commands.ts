import { isEnded } from "@/domain/agent_status.ts";
import type { ApprovalState } from "@/domain/approval.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isHandoffEnded } from "@/domain/handoff_status.ts";
import { RuleId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { isQueued } from "@/domain/message_status.ts";
import { hasAgent, isWaitingTask } from "@/domain/task_status.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleTask,
  someId,
  taskId,
} from "./fleet.ts";
import {
  ALLOWED,
  approvalDraft,
  handoffDraft,
  messageDraft,
  sampleApproval,
  sampleHandoff,
  sampleMessage,
  sampleRule,
  sampleTemplate,
} from "./managed_work.ts";

/** How often each step of work that is divided, spoken of and allowed comes. */
export const MANAGED_WEIGHTS = {
  divide: 3,
  analyze: 3,
  end_handoff: 1,
  tell: 4,
  hear: 4,
  supersede: 1,
  ask: 4,
  decide: 4,
  inform: 3,
  retry: 2,
  reassign: 2,
  rule: 1,
  unrule: 1,
  template: 1,
  pause: 1,
  go_on: 1,
} as const;
type ManagedStep = keyof typeof MANAGED_WEIGHTS;

/** Whether a step is one of these. */
export function isManagedStep(step: string): step is ManagedStep {
  return step in MANAGED_WEIGHTS;
}

const PERSON = { kind: "person" } as const;
const WHY = { kind: "unknown", message: "no answer" } as const;

/** What the orchestrator would tell; nothing where the step is not possible. */
export function managedDrafts(
  fleet: Fleet,
  step: ManagedStep,
  n: number,
): EventDraft[] {
  const agent_id = agentId(n);
  const agent = fleet.agents[agent_id];
  const { seq } = fleet;
  const tasks = Object.values(fleet.tasks);
  const mine = tasks.filter((task) => task.agent_id === agent_id);
  const handoff = Object.values(fleet.handoffs).find((each) =>
    each.manager_id === agent_id && !isHandoffEnded(each)
  );
  const message = Object.values(fleet.messages).find((each) =>
    each.to_agent_id === agent_id && isQueued(each)
  );
  const asked = Object.values(fleet.approvals).filter((approval) =>
    approval.agent_id === agent_id
  );
  const isUp = agent !== undefined && !isEnded(agent.state);
  switch (step) {
    case "divide": {
      const whole = mine.find((task) => hasAgent(task.state));
      if (!agent || !whole || handoff) return [];
      const first = sampleTask(seq + 500_000, n, {
        parent_id: whole.id,
        part: "first",
        agent_id: null,
        pinned: false,
        requires: ["python"],
      });
      const second = sampleTask(seq + 600_000, n, {
        parent_id: whole.id,
        part: "second",
        depends_on: [first.id],
        state: { status: "blocked", since: AT },
      });
      return [
        handoffDraft(sampleHandoff(seq, whole)),
        ...createdDrafts(agent, first, second).slice(1),
      ];
    }
    case "analyze":
      return !handoff ? [] : [{
        type: "handoff.analyzed",
        agent_id,
        task_id: handoff.task_id,
        handoff_id: handoff.id,
        data: {
          requirements: shortText("all of it"),
          parts: [{
            key: "first",
            title: "First",
            description: shortText("Do it"),
            depends_on: [],
            requires: [],
          }],
        },
      }];
    case "end_handoff":
      return !handoff ? [] : [{
        type: "handoff.failed",
        agent_id,
        task_id: handoff.task_id,
        handoff_id: handoff.id,
        data: { failure: WHY },
      }];
    case "tell": {
      const to = agentId(n % 3 === 0 ? n - 2 : n + 1);
      if (!isUp || !fleet.agents[to]) return [];
      return [messageDraft(sampleMessage(seq, seq % 5 ? agent_id : null, to, {
        kind: seq % 2 ? "note" : "question",
        task_id: mine[0]?.id ?? null,
        session_id: agent.session_id,
        caused_by: seq || null,
      }))];
    }
    case "hear":
      return !message ? [] : [{
        type: "message.delivered",
        agent_id,
        message_id: message.id,
        data: { turn: 1 + seq, message_uuid: someId(seq) },
      }];
    case "supersede":
      return !message ? [] : [{
        type: "message.superseded",
        agent_id,
        message_id: message.id,
        data: { by: null, reason: "its receiver is gone" },
      }];
    case "ask":
      return !isUp ? [] : [approvalDraft(sampleApproval(seq, agent_id, {
        task_id: mine.find((task) => hasAgent(task.state))?.id ?? null,
        session_id: agent.session_id,
      }))];
    case "decide": {
      const approval = asked.find(isPendingApproval);
      const rule = Object.values(fleet.rules)[0];
      if (!approval) return [];
      const decided: ApprovalState = rule
        ? { ...ALLOWED, by: { kind: "rule", rule_id: rule.id } }
        : ALLOWED;
      const state: ApprovalState = seq % 3
        ? decided
        : { status: "expired", since: AT };
      return [{
        type: "approval.decided",
        agent_id,
        approval_id: approval.id,
        ...(approval.task_id && { task_id: approval.task_id }),
        data: { state },
      }];
    }
    case "inform": {
      const approval = asked.find((each) =>
        !isPendingApproval(each) && each.delivered_at === null
      );
      return !approval ? [] : [{
        type: "approval.delivered",
        agent_id,
        approval_id: approval.id,
        ...(approval.task_id && { task_id: approval.task_id }),
        data: {},
      }];
    }
    case "retry": {
      const task = mine.find(({ state }) => state.status === "failed");
      return !task ? [] : [{
        type: "task.retried",
        task_id: task.id,
        data: { by: PERSON, blocked: false },
      }];
    }
    case "reassign": {
      const task = tasks.find(({ state }) => isWaitingTask(state));
      const to = seq % 3 ? null : agent_id;
      return !task || !isUp || task.agent_id === to ? [] : [{
        type: "task.reassigned",
        ...(task.agent_id && { agent_id: task.agent_id }),
        task_id: task.id,
        data: { to, by: PERSON },
      }];
    }
    case "rule": {
      if (!isUp || Object.keys(fleet.rules).length > 1) return [];
      const id = RuleId.parse(taskId(seq));
      return [{
        type: "rule.created",
        rule_id: id,
        data: { rule: sampleRule(id) },
      }];
    }
    case "unrule": {
      const [rule] = Object.values(fleet.rules);
      return !rule
        ? []
        : [{ type: "rule.removed", rule_id: rule.id, data: { by: PERSON } }];
    }
    case "template": {
      if (!isUp) return [];
      const id = `kind-${n}`;
      return fleet.templates[id]
        ? [{
          type: "template.removed",
          template_id: id,
          data: { by: PERSON },
        }]
        : [{
          type: "template.saved",
          template_id: id,
          data: { template: sampleTemplate(id), by: PERSON },
        }];
    }
    case "pause":
      return fleet.queue.paused || !isUp ? [] : [{
        type: "queue.paused",
        data: { by: PERSON, reason: "lunch" },
      }];
    case "go_on":
      return fleet.queue.paused
        ? [{ type: "queue.resumed", data: { by: PERSON } }]
        : [];
  }
}
