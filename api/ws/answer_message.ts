import type { AgentId } from "@/domain/ids.ts";
import type { Commands, Outcome, Queries } from "@/domain/platform.ts";
import { agentView, taskView } from "../views.ts";
import type { ClientMessage } from "./client_message.ts";
import { type Body, ending, statusUpdate } from "./server_message.ts";

/**
 * Does what a message asks, and returns what its sender is answered, in order.
 *
 * @param creating Holds the ids of agents whose start this sender awaits.
 */
export async function answerMessage(
  platform: Commands & Queries,
  message: ClientMessage,
  creating: Set<string>,
): Promise<readonly Body[]> {
  switch (message.type) {
    case "ping":
      return [{ type: "pong" }];
    case "list_agents": {
      const fleet = platform.fleet();
      return Object.keys(fleet.agents).flatMap((id) =>
        statusUpdate(id, fleet, "agent_status_sync") ?? []
      );
    }
    case "create_agent": {
      const created = await platform.createAgent(message.config);
      if (!created.ok) return [refused(created)];
      creating.add(created.value.id);
      const started = await platform.whenStarted(created.value.id);
      creating.delete(created.value.id);
      if (!started.ok) return [refused(started)];
      return [{ type: "agent_created", data: agentView(started.value) }];
    }
    case "assign_task": {
      const outcome = await platform.assignTask(
        message.agent_id as AgentId,
        message.task,
      );
      if (!outcome.ok) return [refused(outcome)];
      const { task, created } = outcome.value;
      // Sent again after its end, a task is answered with its end.
      const end = created ? undefined : ending(task);
      return [
        { type: "task_assigned", data: taskView(task) },
        ...(end ? [end] : []),
      ];
    }
    case "terminate_agent": {
      const outcome = await platform.terminateAgent(
        message.agent_id as AgentId,
      );
      if (!outcome.ok) return [refused(outcome)];
      return [{ type: "agent_terminated", agent_id: message.agent_id }];
    }
  }
}

function refused(outcome: Extract<Outcome<unknown>, { ok: false }>): Body {
  return { type: "error", ...outcome.refusal };
}
