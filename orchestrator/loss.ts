import { startsAgain } from "@/domain/errors/recovery.ts";
import type { Evidence } from "@/domain/errors/evidence.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, Instant, TaskId } from "@/domain/ids.ts";
import { cancelWaiting } from "./cancel_waiting.ts";
import { restartAt } from "./restart_policy.ts";

/**
 * When an agent that has lost its process starts again; `undefined` when it
 * does not: it was lost too often, or never came up. Pure.
 */
export function nextStart(
  fleet: Fleet,
  id: AgentId,
  why: Failure,
  facts: {
    readonly wasUp: boolean;
    readonly now: Instant;
    readonly random: number;
  },
): Instant | undefined {
  const agent = fleet.agents[id];
  if (!agent || !startsAgain(why.kind)) return undefined;
  const everUp = facts.wasUp || agent.crashes.length > 0 ||
    agent.claude_session.begun;
  return everUp ? restartAt(agent.crashes, facts.now, facts.random) : undefined;
}

/** The agent waits for its next start, or has failed for good, and with it what only it may do. Pure. */
export function lossDrafts(
  fleet: Fleet,
  id: AgentId,
  loss: {
    readonly why: Failure;
    readonly evidence: Evidence;
    /** What it worked on. */
    readonly task: TaskId | undefined;
  },
  restart_at: Instant | undefined,
): EventDraft[] {
  const data = {
    failure: loss.why,
    evidence: loss.evidence,
    ...(loss.task && { task_id: loss.task }),
  };
  if (restart_at) {
    return [{
      type: "agent.crashed",
      agent_id: id,
      data: { ...data, restart_at },
    }];
  }
  return [
    { type: "agent.failed", agent_id: id, data },
    ...cancelWaiting(fleet, id, "its agent failed"),
  ];
}
