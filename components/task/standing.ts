import { isEnded } from "@/domain/agent_status.ts";
import { holdingBudget } from "@/domain/budget_lines.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { countedAttempts } from "@/domain/task_attempts.ts";
import { suits } from "@/domain/task_fit.ts";
import { isHeldByLimits } from "@/domain/waiting_tasks.ts";
import { ownerName } from "../budget/budget_words.ts";
import { BUDGET_TEXT } from "../text/budget_text.ts";
import { formatExact } from "../format.ts";
import { agentStatus } from "../status.ts";
import { failureWords } from "../failure_words.ts";

/** Why a task that is ready has not begun, in sentences; most often one. */
export function waitsFor(task: Task, fleet: Fleet): readonly string[] {
  if (task.state.status !== "pending") return [];
  const { paused } = fleet.queue;
  return [
    paused && `The queue is paused: ${paused.reason}.`,
    isHeldByLimits(task) && limitWords(fleet),
    budgetWords(task, fleet),
    lastFailure(task),
    task.pinned ? agentWords(task, fleet) : anybodyWords(task, fleet),
  ].filter((words) => typeof words === "string");
}

/** Until when limits of the account hold it back. */
function limitWords({ limits: { closed } }: Fleet): string | undefined {
  if (!closed) return undefined;
  const until = closed.until === null
    ? "until you try again"
    : `until ${formatExact(closed.until)}`;
  return `It waits ${until}: ${failureWords(closed.kind)}.`;
}

/** The used-up budget that keeps it from beginning. */
function budgetWords(task: Task, fleet: Fleet): string | undefined {
  const line = holdingBudget(fleet, {
    taskId: task.id,
    agentId: task.pinned ? task.agent_id : null,
  });
  return line && BUDGET_TEXT.waits(ownerName(line));
}

/** What the last attempt failed of, when there was one. */
function lastFailure(task: Task): string | undefined {
  const last = task.attempts.at(-1);
  if (!last) return undefined;
  const why = last.failure
    ? `${failureWords(last.failure.kind)} (${last.failure.message})`
    : last.outcome?.replaceAll("_", " ") ?? "it was not finished";
  return last.outcome === "limited"
    ? `Its last attempt met a limit, and does not count: ${why}`
    : `Attempt ${
      countedAttempts(task)
    } of ${task.max_attempts} did not succeed: ${why}`;
}

function agentWords(task: Task, fleet: Fleet): string | undefined {
  const agent = task.agent_id === null
    ? undefined
    : fleet.agents[task.agent_id];
  if (!agent) return undefined;
  const word = agentStatus(agent).word.toLowerCase();
  return agent.state.status === "idle"
    ? undefined
    : `Only ${agent.name} may do it, who is ${word} now.`;
}

function anybodyWords(task: Task, fleet: Fleet): string {
  const kind = [
    task.mode === "handoff" ? "manager" : "worker",
    task.requires.length > 0 && `that can ${task.requires.join(", ")}`,
    task.session_id !== null && "of its session",
  ].filter(Boolean).join(" ");
  const able = Object.values(fleet.agents).filter((agent) =>
    !isEnded(agent.state) && suits(task, agent)
  );
  if (able.length === 0) {
    return `It waits for somebody to do it: no ${kind} lives.`;
  }
  const idle = able.filter(({ state }) => state.status === "idle").length;
  return `The first free ${kind} gets it: ${idle} of ${able.length} idle now.`;
}
