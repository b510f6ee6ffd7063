import type { Agent } from "@/domain/agent.ts";
import type { HistoryOutcome, KeptRecords } from "@/domain/history.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Outcome, Refusal } from "@/domain/platform.ts";
import type { NewTask, Task } from "@/domain/task.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort } from "../ports.ts";

/** Where commands look for what the live store has let go of. */
export type RetiredDeps = {
  readonly writer: EventWriter;
  readonly store: Pick<LiveStorePort, "readTaskIdByExternalId">;
  readonly kept: () => Pick<KeptRecords, "task" | "agent" | "text">;
};

/**
 * The retired task that has the caller's own id already. Refused while the
 * history is away and the id is one of a retired task: asked again later, the
 * same call answers; an id that no task has is never refused.
 */
export async function retiredTwin(
  deps: RetiredDeps,
  wanted: Pick<NewTask, "id">,
): Promise<Outcome<Task | undefined>> {
  if (!wanted.id) return { ok: true, value: undefined };
  const id = await deps.store.readTaskIdByExternalId(wanted.id);
  // It may have been made just now.
  if (!id || deps.writer.head.tasks[id]) return { ok: true, value: undefined };
  return outcomeOf(await deps.kept().task(id));
}

/** The whole text of a task that is in the history alone. */
export async function retiredText(
  deps: Pick<RetiredDeps, "kept">,
  text: LongText,
): Promise<Outcome<string>> {
  if (text.blob === null) return { ok: true, value: text.text };
  const found = outcomeOf(await deps.kept().text(text.blob));
  return found.ok ? { ok: true, value: found.value ?? text.text } : found;
}

/** An agent that is in the history alone; none while that is away. */
export async function retiredAgent(
  deps: Pick<RetiredDeps, "kept">,
  id: AgentId,
): Promise<Agent | undefined> {
  const found = await deps.kept().agent(id);
  return found.ok ? found.value : undefined;
}

/**
 * Why nothing can be done with a task that the live store does not have: it
 * has left, it was never there, or that cannot be known now.
 */
export async function missingTaskRefusal(
  deps: Pick<RetiredDeps, "kept">,
  id: TaskId,
): Promise<Refusal> {
  const found = await deps.kept().task(id);
  if (!found.ok) {
    return { code: "history_away", message: found.refusal.message };
  }
  return found.value
    ? {
      code: "task_retired",
      message:
        `Cannot change task "${id}": it ended long ago and is in the history alone`,
    }
    : { code: "task_not_found", message: `Cannot find task "${id}"` };
}

function outcomeOf<T>(found: HistoryOutcome<T>): Outcome<T> {
  return found.ok ? found : {
    ok: false,
    refusal: { code: "history_away", message: found.refusal.message },
  };
}
