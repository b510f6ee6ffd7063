import type { Evidence } from "@/domain/errors/evidence.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { AgentId, Instant } from "@/domain/ids.ts";
import type { EventWriter } from "../event_writer.ts";
import { lossDrafts, nextStart } from "../loss.ts";
import type { Sources } from "../ports.ts";
import type { AttemptEnd } from "../queue/end_of_attempt.ts";
import type { RunnerSeams } from "../runner_seams.ts";
import type { TaskRun } from "../task_run.ts";

/** How a process was lost. */
export type Loss = {
  readonly why: Failure;
  readonly evidence: Evidence;
  /** It had been ready for work. */
  readonly wasUp: boolean;
  /** The attempt that it had. */
  readonly run: TaskRun | undefined;
};

type LossDeps = Pick<RunnerSeams, "handoffs"> & {
  readonly writer: Pick<EventWriter, "head">;
  readonly sources: Pick<Sources, "now">;
  /** From 0 to 1. */
  readonly random: () => number;
};

/**
 * What becomes of an agent that lost its process: its attempt ends, and another
 * process takes its place at `again`, unless it was lost too often or was never
 * up.
 *
 * @param attemptEnd What ends an attempt, on top of the fleet as it is then.
 */
export function processLoss(
  deps: LossDeps,
  agent: AgentId,
  { why, evidence, wasUp, run }: Loss,
  attemptEnd: (run: TaskRun, end: AttemptEnd) => readonly EventDraft[],
): {
  readonly again: Instant | undefined;
  readonly drafts: () => EventDraft[];
} {
  const { writer, sources, random, handoffs } = deps;
  const again = nextStart(writer.head, agent, why, {
    wasUp,
    now: sources.now(),
    random: random(),
  });
  const loss = { why, evidence, task: run?.task.id };
  return {
    again,
    drafts: () => [
      ...(run && !run.isHandoff
        ? attemptEnd(run, {
          failure: run.cut?.failure ?? why,
          outcome: run.cut?.outcome ?? "crashed",
          evidence,
        })
        : []),
      // Without its manager a hand-off cannot go on.
      ...(run?.isHandoff && !again ? handoffs.fail(run.task.id, why) : []),
      ...lossDrafts(writer.head, agent, loss, again),
    ],
  };
}
