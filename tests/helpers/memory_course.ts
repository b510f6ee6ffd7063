import { v7 } from "uuid";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";

/** The agent works on the task. */
export function startDrafts({ agent_id, id: task_id }: Task): EventDraft[] {
  const place = { agent_id: worker(agent_id), task_id };
  return [
    {
      type: "task.assigned",
      ...place,
      data: { attempt: 1, message_uuid: v7() },
    },
    { type: "task.started", ...place, data: { attempt: 1 } },
  ];
}

/** The agent finishes the task. */
export function completeDraft(
  { agent_id, id: task_id }: Task,
  output: string,
): EventDraft {
  const result = { output: shortText(output), duration_ms: 12, turns: 1 };
  return {
    type: "task.completed",
    agent_id: worker(agent_id),
    task_id,
    data: { attempt: 1, result },
  };
}

/** The agent fails at the task. */
export function failDraft({ agent_id, id: task_id }: Task): EventDraft {
  return {
    type: "task.failed",
    agent_id: worker(agent_id),
    task_id,
    data: {
      attempt: 1,
      outcome: "failed",
      failure: { kind: "unknown", message: "it did not work" },
    },
  };
}

/** Who works on a task that goes on; a task for anybody has to be given first. */
function worker(agentId: Task["agent_id"]): AgentId {
  if (agentId) return agentId;
  throw new Error("Cannot let the task go on: nobody has it");
}
