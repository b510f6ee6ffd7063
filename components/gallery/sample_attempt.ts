import type { Failure } from "@/domain/failure.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Attempt, AttemptOutcome } from "@/domain/task.ts";
import { sampleId, sampleTime } from "./sample_fleet.ts";

/** A run by the agent of that number, which began so many seconds ago. */
export function sampleAttempt(
  number: number,
  agent: number,
  began: number,
  end?: {
    readonly outcome: AttemptOutcome;
    readonly after: number;
    readonly failure?: Failure;
  },
): Attempt {
  const ended_at = end ? sampleTime(began - end.after) : null;
  const succeeded = end?.outcome === "succeeded";
  return {
    number,
    agent_id: sampleId(agent) as AgentId,
    message_uuid: sampleId(800 + number),
    assigned_at: sampleTime(began),
    started_at: sampleTime(began - 1),
    ended_at,
    outcome: end?.outcome ?? null,
    token: 10_000 - began,
    offered_at: sampleTime(began + 2),
    submitted: null,
    reported_at: succeeded ? ended_at : null,
    accepted_at: null,
    failure: end?.failure ?? null,
  };
}
