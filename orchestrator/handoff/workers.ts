import type { Agent } from "@/domain/agent.ts";
import { isCapable } from "@/domain/capability.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff, HandoffPart } from "@/domain/handoff.ts";
import type { AgentId, SessionId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import { isPartOver, liveAgent } from "./parts.ts";

/** The workers that may get parts: alive, and in the manager's session. */
export function workersOf(fleet: Fleet, session: SessionId | null): Agent[] {
  return Object.values(fleet.agents).filter((agent) =>
    agent.role === "worker" && agent.session_id === session &&
    liveAgent(fleet, agent.id)
  );
}

/** Whether the worker can do what a part needs. */
export function isFit(worker: Agent, requires: readonly string[]): boolean {
  return isCapable(worker.config.capabilities ?? [], requires);
}

/** Tasks that the agent has, or that wait for it alone. */
export function loadOf(fleet: Fleet, id: AgentId): number {
  return Object.values(fleet.tasks).filter((task) =>
    task.agent_id === id && !isPartOver(task)
  ).length;
}

/** Why an agent cannot do a part; `undefined` when it can. */
export function unfitFor(
  fleet: Fleet,
  handoff: Handoff,
  part: HandoffPart,
  id: AgentId,
): string | undefined {
  const agent = ownRecord(fleet.agents, id);
  if (!agent) return "there is no such agent";
  if (agent.role !== "worker") return `${agent.name} is a manager`;
  if (!liveAgent(fleet, id)) return `${agent.name} has ended`;
  if (agent.session_id !== handoff.session_id) {
    return `${agent.name} is part of another session`;
  }
  const has = agent.config.capabilities ?? [];
  const lacks = part.requires.filter((need) => !has.includes(need));
  return lacks.length === 0
    ? undefined
    : `${agent.name} cannot do ${lacks.join(", ")}`;
}
