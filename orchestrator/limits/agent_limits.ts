import type { CliEvent } from "@/domain/cli_event.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { AttemptOutcome, Task } from "@/domain/task.ts";
import type { Sources } from "../ports.ts";
import { limitedDraft, waitingDraft } from "../runner_drafts.ts";
import type { RunnerSeams } from "../runner_seams.ts";
import type { Cut, TaskRun } from "../task_run.ts";
import { limitFailure, limitIn, limitOf } from "./limit_notice.ts";

/** What limits of the account, and budgets, mean for one agent. */
export class AgentLimits {
  constructor(
    private readonly deps: Pick<RunnerSeams, "limits" | "budgets"> & {
      readonly sources: Pick<Sources, "now">;
    },
    private readonly agent: AgentId,
  ) {}

  /** Whether limits or a used-up budget keep it from asking anything, for that task or for none. */
  holds(task: Task | undefined): boolean {
    return this.#isLimited(task) || this.#isOverBudget(task);
  }

  /** What an event of its process means for everybody; empty when it tells of no limit. */
  toldBy(event: CliEvent): {
    readonly drafts: () => EventDraft[];
    /** How its turn is cut short: each further try would be refused as well. */
    readonly cut: ((run: TaskRun | undefined) => Cut) | undefined;
  } | undefined {
    const { limits, sources } = this.deps;
    const notice = limitIn(event, sources.now());
    if (!notice) return undefined;
    return {
      drafts: () => limits.met(notice, this.agent),
      cut: notice.kind !== "authentication" ? undefined : (run) => ({
        failure: limitFailure(notice),
        outcome: !run || limits.governs(run.task) ? "limited" : "failed",
      }),
    };
  }

  /** What it means for everybody that a turn failed so, to be appended in the same tick. */
  metBy(failed: Failure | undefined): EventDraft[] {
    return this.deps.limits.met(limitOf(failed), this.agent);
  }

  /** How an attempt ends that failed so: work that a limit holds back has not failed. */
  outcomeOf(run: TaskRun, failed: Failure): AttemptOutcome {
    if (run.cut) return run.cut.outcome;
    return limitOf(failed) && this.deps.limits.governs(run.task)
      ? "limited"
      : "failed";
  }

  /** What it waits for with its task after a turn; `otherwise`: when nothing holds it back. */
  waiting(
    task: Task | undefined,
    failed: Failure | undefined,
    otherwise: string,
  ): EventDraft {
    const { limits, sources } = this.deps;
    const now = sources.now();
    if (this.#isOverBudget(task)) {
      return waitingDraft(this.agent, now, "a budget is used up");
    }
    return limitOf(failed) || this.#isLimited(task)
      ? limitedDraft(this.agent, now, limits.until ?? null)
      : waitingDraft(this.agent, now, otherwise);
  }

  #isLimited(task: Task | undefined): boolean {
    return this.deps.limits.holds(this.agent, task);
  }

  #isOverBudget(task: Task | undefined): boolean {
    return this.deps.budgets.holds(this.agent, task);
  }
}
