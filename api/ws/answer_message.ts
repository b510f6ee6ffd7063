import type { AgentId } from "@/domain/ids.ts";
import type { Commands, Outcome, Queries } from "@/domain/platform.ts";
import { requestedConfig } from "../agents/requested_config.ts";
import { agentView, taskView } from "../views.ts";
import type { ClientMessage } from "./client_message.ts";
import { type Body, ending, statusUpdate } from "./server_message.ts";

/**
 * Does what a message asks, and returns what its sender is answered, in order.
 *
 * @param awaited Holds the news that the answer brings: `<event type> <agent id>`.
 */
export async function answerMessage(
  platform: Commands & Queries,
  message: Exclude<ClientMessage, { type: "subscribe" | "resume" }>,
  awaited: Set<string>,
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
      const config = requestedConfig(platform, message.config);
      if (!config.ok) return [refused(config)];
      const created = await platform.createAgent(config.value);
      if (!created.ok) return [refused(created)];
      const { id } = created.value;
      const started = await awaiting(
        `agent.started ${id}`,
        awaited,
        () => platform.whenStarted(id),
      );
      if (!started.ok) return [refused(started)];
      return [{ type: "agent_created", data: agentView(started.value) }];
    }
    case "assign_task": {
      const { agent_id } = message;
      const outcome = agent_id === undefined
        ? await platform.createTask(message.task, {})
        : await platform.assignTask(agent_id as AgentId, message.task);
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
      const outcome = await awaiting(
        `agent.terminated ${id}`,
        awaited,
        () => platform.terminateAgent(id),
      );
      if (!outcome.ok) return [refused(outcome)];
      return [{ type: "agent_terminated", agent_id: id }];
    }
  }
}

/** Runs a command whose news the sender hears in the answer, not as one of all. */
async function awaiting<T>(
  news: string,
  awaited: Set<string>,
  command: () => Promise<T>,
): Promise<T> {
  awaited.add(news);
  try {
    return await command();
  } finally {
    awaited.delete(news);
  }
}

function refused(outcome: Extract<Outcome<unknown>, { ok: false }>): Body {
  return { type: "error", ...outcome.refusal };
}
