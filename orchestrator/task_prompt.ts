import type { LongText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import type { EventWriter } from "./event_writer.ts";
import { fullText } from "./full_text.ts";
import { partPrompt } from "./handoff/part_prompt.ts";
import type { LiveStorePort, Sources } from "./ports.ts";
import { storeText } from "./store_text.ts";

/** The text that gives a task to its agent, and how the transcript shows it. */
export async function taskPrompt(
  deps: {
    readonly store: LiveStorePort;
    readonly writer: EventWriter;
    readonly sources: Sources;
    /** Takes secrets out of what is shown. */
    readonly blot: (text: string) => string;
  },
  task: Task,
): Promise<{ readonly text: string; readonly shown: LongText }> {
  const { head } = deps.writer;
  if (task.part) {
    const text = await partPrompt(
      head.tasks[task.id] ?? task,
      head,
      (long) => fullText(deps.store, long),
    );
    return { text, shown: await storeText(deps, deps.blot(text)) };
  }
  const description = await fullText(deps.store, task.description);
  const earlier = task.attempts.at(-1);
  if (!earlier) {
    const shown = deps.blot(description);
    return {
      text: description,
      shown: shown === description
        ? task.description
        : await storeText(deps, shown),
    };
  }
  const text = `${description}\n\n---\nAttempt ${
    task.attempts.length + 1
  }: the one before ended without a result (${
    earlier.failure?.message ?? earlier.outcome
  }). Some of the work may already be done: look before you begin, and do not do it twice.`;
  return { text, shown: await storeText(deps, deps.blot(text)) };
}
