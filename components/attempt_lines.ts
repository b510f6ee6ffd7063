import type { Fleet } from "@/domain/fleet.ts";
import type { AttemptReport } from "@/domain/history.ts";
import type { Task } from "@/domain/task.ts";

/**
 * The attempts as the task has them now, each with what the history or the
 * fleet knows of its agent and of why it failed.
 */
export function attemptLines(
  task: Task,
  fleet: Fleet,
  reports: readonly AttemptReport[],
): readonly AttemptReport[] {
  return task.attempts.map((attempt, index) => {
    const known = reports.find(({ number }) => number === attempt.number);
    const isLast = index === task.attempts.length - 1;
    const failure = isLast && task.state.status === "failed"
      ? task.state.failure
      : null;
    return {
      ...attempt,
      agent_name: fleet.agents[attempt.agent_id]?.name ??
        known?.agent_name ?? null,
      failure: attempt.failure ?? known?.failure ?? failure,
    };
  });
}
