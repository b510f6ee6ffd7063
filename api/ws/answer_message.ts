import { isEnded } from "@/domain/agent_status.ts";
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
      const id = message.agent_id as AgentId;
      const before = await platform.findAgent(id);
      const outcome = await platform.terminateAgent(id);
      if (!outcome.ok) return [refused(outcome)];
      // All clients are told of the end; an answer of its own is for those who
      // asked for one, and for an agent that had ended long before.
      const isTold = !message.id && before && !isEnded(before.state);
      return isTold ? [] : [{ type: "agent_terminated", agent_id: id }];
    }
  }
}

function refused(outcome: Extract<Outcome<unknown>, { ok: false }>): Body {
  return { type: "error", ...outcome.refusal };
}
