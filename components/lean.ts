import type { Fleet } from "@/domain/fleet.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";

/** Characters of a tool's input or output that travel with a page. */
const TOOL_CHARS = 2_000;

/** The fleet without the long texts of its tasks: lists show titles alone. */
export function leanFleet(fleet: Fleet): Fleet {
  const tasks = Object.entries(fleet.tasks)
    .map(([id, task]) => [id, leanTask(task)]);
  return { ...fleet, tasks: Object.fromEntries(tasks) };
}

/** An entry whose tool text is cut; what is missing can be asked for. */
export function leanEntry(entry: TranscriptEntry): TranscriptEntry {
  switch (entry.kind) {
    case "tool_call":
      return { ...entry, input: cut(entry.input, TOOL_CHARS) };
    case "tool_result":
      return { ...entry, text: cut(entry.text, TOOL_CHARS) };
    default:
      return entry;
  }
}

/** Whether `text` is only the beginning of what was said. */
export function isCut(text: LongText): boolean {
  return text.text.length < text.length;
}

/** A task without its long texts. */
export function leanTask(task: Task): Task {
  const description = cut(task.description, 0);
  if (task.state.status !== "completed") return { ...task, description };
  const { result } = task.state;
  const output = cut(result.output, 0);
  return {
    ...task,
    description,
    state: { ...task.state, result: { ...result, output } },
  };
}

function cut(text: LongText, chars: number): LongText {
  return text.text.length <= chars
    ? text
    : { ...text, text: text.text.slice(0, chars) };
}
