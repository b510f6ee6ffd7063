import type { Outcome } from "@/domain/platform.ts";
import type { NewTask, Task } from "@/domain/task.ts";
import type { AgentCommandDeps } from "../agent_commands.ts";
import { fullText } from "../full_text.ts";
import { retiredText, retiredTwin } from "../retention/retired_records.ts";
import type { Addressee, Created } from "./create_task.ts";

/** `gone`: the store refused the first call after all; the second is the first now. */
type Same = Outcome<Created> | "gone";

/** What a task that has the caller's id already answers; `undefined`: none has. */
export async function findTwin(
  deps: AgentCommandDeps,
  wanted: NewTask,
  to: Addressee,
): Promise<Same | undefined> {
  if (!wanted.id) return undefined;
  const earlier = inFleet(deps, wanted) ??
    await deps.store.readTaskByExternalId(wanted.id);
  if (earlier) return await sameOrTaken(deps, earlier, wanted, to);
  const retired = await retiredTwin(deps, wanted);
  if (!retired.ok) return retired;
  return retired.value &&
    await sameAsRetired(deps, retired.value, wanted, to);
}

/** The task in memory that has the caller's id already, durable or not yet. */
export function inFleet(
  deps: AgentCommandDeps,
  wanted: NewTask,
): Task | undefined {
  if (!wanted.id) return undefined;
  return Object.values(deps.writer.head.tasks).find((task) =>
    task.external_id === wanted.id
  );
}

/** The same id with the same agent and text is the same task, sent again. */
export async function sameOrTaken(
  deps: AgentCommandDeps,
  earlier: Task,
  wanted: NewTask,
  to: Addressee,
): Promise<Same> {
  // What is answered must be durable, also when the first call still waits.
  await deps.writer.drained();
  const task = deps.writer.committed.tasks[earlier.id] ??
    await deps.store.readTask(earlier.id);
  if (!task) return "gone";
  const same = isFor(task, to) &&
    await fullText(deps.store, earlier.description) === wanted.description;
  return same
    ? { ok: true, value: { task, created: false } }
    : refuseTaken(wanted);
}

/** The same for a task that is in the history alone: it is durable for long. */
async function sameAsRetired(
  deps: AgentCommandDeps,
  task: Task,
  wanted: NewTask,
  to: Addressee,
): Promise<Outcome<Created>> {
  const text = await retiredText(deps, task.description);
  if (!text.ok) return text;
  return isFor(task, to) && text.value === wanted.description
    ? { ok: true, value: { task, created: false } }
    : refuseTaken(wanted);
}

/** Whoever took a task that was for anybody, it was for anybody. */
function isFor(task: Task, { agentId }: Addressee): boolean {
  return agentId === undefined ? !task.pinned : task.agent_id === agentId;
}

function refuseTaken(wanted: NewTask): Outcome<Created> {
  return {
    ok: false,
    refusal: {
      code: "task_id_taken",
      message: `Cannot create task "${wanted.id}": another task has that id`,
    },
  };
}
