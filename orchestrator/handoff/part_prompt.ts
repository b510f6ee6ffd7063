import type { Fleet } from "@/domain/fleet.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Attempt, Task } from "@/domain/task.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { excerpt, shareOf } from "./excerpt.ts";
import { outputOf } from "./parts.ts";
import { TOOL } from "./tool_names.ts";

/**
 * What a worker is told when it is given a part: its text, the results that it
 * builds on, why it was sent back, what became of earlier attempts, and how to
 * report.
 *
 * @param readText Gives the whole of a long text; what it throws is thrown.
 */
export async function partPrompt(
  task: Task,
  fleet: Fleet,
  readText: (text: LongText) => Promise<string>,
): Promise<string> {
  const parent = task.parent_id ? fleet.tasks[task.parent_id] : undefined;
  return [
    `# ${task.title}`,
    parent ? `This is the part \`${task.part}\` of "${parent.title}".` : "",
    await readText(task.description),
    await neededResults(task, fleet, readText),
    feedbackText(task),
    attemptText(task),
    HOW_TO_REPORT,
  ].filter(Boolean).join("\n\n");
}

const HOW_TO_REPORT = `## How to report

- \`${TOOL.reportProgress}\` with \`progress\` (0 to 1) and \`details\`: when you have got a good piece further.
- \`${TOOL.askManager}\` with \`question\`: only when you cannot go on without an answer. Then end your turn; the answer comes as a message.
- \`${TOOL.submitResult}\` with \`output\`: when you are done, once. Say what you did, where it is and what you could not do. Your manager and the workers after you see only this.`;

async function neededResults(
  task: Task,
  fleet: Fleet,
  readText: (text: LongText) => Promise<string>,
): Promise<string> {
  const needed = task.depends_on.flatMap((id) => fleet.tasks[id] ?? []);
  if (needed.length === 0) return "";
  const share = shareOf(needed.length);
  const texts = needed.map(async (each) => {
    const output = outputOf(each);
    const result = output
      ? excerpt(await readText(output), share)
      : "It has no result.";
    return `### \`${each.part ?? each.id}\`: ${each.title}\n\n${result}`;
  });
  return ["## What your part builds on", ...await Promise.all(texts)]
    .join("\n\n");
}

function feedbackText(task: Task): string {
  return task.feedback === null
    ? ""
    : `## Sent back\n\nThis part was done before, and your manager wants it done again: ${task.feedback}\n\nThe earlier work may still be there. Look at it first, and mend it where that is enough.`;
}

/** Read before an attempt begins as well as after. */
function attemptText(task: Task): string {
  const earlier = task.attempts.filter(({ outcome }) => outcome !== null);
  const number = task.attempts.length + (hasAgent(task.state) ? 0 : 1);
  const cut = earlier.findLast(isCut);
  if (number === 1 || !cut || cut !== earlier.at(-1)) return "";
  return `## Attempt ${number}\n\nAn earlier attempt did not come to its end (${
    cut.failure?.message ?? cut.outcome
  }). Some of the work may already be done: look before you begin, and do not do it twice.`;
}

function isCut({ outcome }: Attempt): boolean {
  return outcome !== null && outcome !== "succeeded";
}
