import type { Fleet } from "@/domain/fleet.ts";
import {
  type Handoff,
  type HandoffPart,
  MAX_PARTS,
  MAX_SENT_BACK,
  type PromptReason,
} from "@/domain/handoff.ts";
import type { Task } from "@/domain/task.ts";
import { excerpt, shareOf } from "./excerpt.ts";
import type { ManagerStep } from "./next_action.ts";
import { taskOfPart } from "./parts.ts";
import { whatIsMissing } from "./step_needs.ts";
import { TOOL } from "./tool_names.ts";

/** The whole texts that a prompt needs. */
export type PromptTexts = {
  /** Of the task that is handed off. */
  readonly task: string;
  /** What the workers handed in, by the part's key. */
  readonly results: ReadonlyMap<string, string>;
};

/**
 * What the manager is told to do now. Pure.
 *
 * @param texts What is too long for the records that it tells of.
 */
export function managerPrompt(
  handoff: Handoff,
  fleet: Fleet,
  asked: { readonly step: ManagerStep; readonly reason: PromptReason },
  texts: PromptTexts,
): string {
  const missing = whatIsMissing(handoff, fleet);
  const step = () => stepText(handoff, fleet, asked.step, texts);
  switch (asked.reason) {
    case "first":
      return step();
    case "reminder":
      return `Your turn ended, and I do not have ${missing} yet. ${
        CALL[asked.step]
      }`;
    case "retry":
      return `I still do not have ${missing}. Take this step from the beginning, for the last time: without it the task fails.\n\n${step()}`;
    case "resumed":
      return `Your process was lost while you worked on this step, and has been started again. What you had already handed in is kept; what I do not have is ${missing}.\n\n${step()}`;
  }
}

const THEN = "Then end your turn: the next step will be put to you.";

/** The one tool of each step, and what it takes. */
const CALL: Readonly<Record<ManagerStep, string>> = {
  analyzing:
    `Call the tool \`${TOOL.submitAnalysis}\` once, with \`requirements\` (what is wanted, in your own words) and \`parts\` (1 to ${MAX_PARTS}). Each part has a \`key\` (a short word in lower case, like \`api\`), a \`title\`, a \`description\`, \`depends_on\` (keys of the parts whose results it needs) and \`requires\` (what its worker has to be able to do, in words like \`python\`; usually empty). ${THEN}`,
  selecting:
    `Call the tool \`${TOOL.selectWorker}\` once for each part, with \`part\` (its key) and \`worker_id\`. ${THEN}`,
  instructing:
    `Call the tool \`${TOOL.submitInstructions}\` once for each part, with \`part\` (its key) and \`instructions\`. ${THEN}`,
  processing:
    `Call the tool \`${TOOL.submitResult}\` once, with \`output\` (the complete result, for the person who asked) and \`succeeded\` (\`false\` when the task is not done). Then end your turn.`,
};

function stepText(
  handoff: Handoff,
  fleet: Fleet,
  step: ManagerStep,
  texts: PromptTexts,
): string {
  const task = fleet.tasks[handoff.task_id];
  const title = task?.title ?? "the task";
  switch (step) {
    case "analyzing":
      return sections(
        `# Step 1 of 5: take the task apart`,
        `You will not do this task yourself: workers will do its parts, at the same time where they can, and you will put their results together. Look at what you need to see in order to divide it well, and change nothing.`,
        CALL.analyzing,
        `## The task: ${title}`,
        texts.task,
      );
    case "selecting":
      return sections(
        `# Step 2 of 5: choose a worker for each part of "${title}"`,
        `\`${TOOL.listWorkers}\` says who is there, what they can do and how much they have to do. Parts that need not wait for each other go faster with different workers.`,
        CALL.selecting,
        handoff.parts.map((part) => selectionLine(part, fleet)).join("\n"),
      );
    case "instructing":
      return sections(
        `# Step 3 of 5: instruct the workers of "${title}"`,
        `Say exactly what the worker has to do, where, and how it can tell that it is done. It sees your instructions, the part's text and the results of the parts that it depends on, and nothing else of what you know.`,
        CALL.instructing,
        ...handoff.parts.filter(({ instructions }) => instructions === null)
          .map((part) => instructionText(part, fleet)),
      );
    case "processing":
      return sections(
        `# Step 5 of 5: judge the results of "${title}"`,
        `Look at the work itself where a result leaves doubts.`,
        CALL.processing,
        sendBackText(handoff),
        ...resultTexts(handoff, fleet, texts),
      );
  }
}

function selectionLine(part: HandoffPart, fleet: Fleet): string {
  return [
    `- \`${part.key}\`: ${part.title}`,
    part.requires.length > 0 ? `needs ${part.requires.join(", ")}` : "",
    part.depends_on.length > 0 ? `after ${part.depends_on.join(", ")}` : "",
    part.agent_id ? `chosen: ${nameOf(fleet, part.agent_id)}` : "",
  ].filter(Boolean).join("; ");
}

function instructionText(part: HandoffPart, fleet: Fleet): string {
  return sections(
    `## \`${part.key}\`: ${part.title}`,
    [
      `Worker: ${nameOf(fleet, part.agent_id)}.`,
      part.depends_on.length > 0
        ? `It gets the results of ${part.depends_on.join(", ")}.`
        : "",
    ].filter(Boolean).join(" "),
    part.description.blob === null
      ? part.description.text
      : `${part.description.text} …`,
  );
}

function sendBackText(handoff: Handoff): string {
  const keys = handoff.parts.filter((part) => part.sent_back < MAX_SENT_BACK)
    .map(({ key }) => `\`${key}\``);
  if (keys.length === 0) {
    return "No part can be sent back any more: decide with what is there.";
  }
  return `If a part has to be done again first, do not submit a result: call \`${TOOL.submitReview}\` with \`part\`, \`verdict\` "send_back" and \`reason\` (what is wrong, for its worker), once for each such part, and end your turn. You will judge again when it is done. Each part can be sent back once; these still can: ${
    keys.join(", ")
  }. What fails with a part is done again with it.`;
}

function resultTexts(
  handoff: Handoff,
  fleet: Fleet,
  { results }: PromptTexts,
): string[] {
  const share = shareOf(handoff.parts.length);
  return handoff.parts.map((part) => {
    const task = taskOfPart(fleet, part);
    return sections(
      `## \`${part.key}\`: ${part.title}`,
      [headline(part, task, fleet), redone(part)].filter(Boolean).join(" "),
      task ? outcomeText(task, results.get(part.key) ?? "", share) : "",
    );
  });
}

function headline(
  part: HandoffPart,
  task: Task | undefined,
  fleet: Fleet,
): string {
  if (!task) return "Its record is gone.";
  const did = task.attempts.length === 0
    ? "Nobody began it."
    : `By ${nameOf(fleet, task.agent_id)}.`;
  const replaced = task.agent_id && part.agent_id &&
      task.agent_id !== part.agent_id
    ? `The worker you chose, ${nameOf(fleet, part.agent_id)}, had ended.`
    : "";
  return [did, replaced].filter(Boolean).join(" ");
}

function redone(part: HandoffPart): string {
  return part.sent_back > 0
    ? `You sent it back: ${part.review?.reason ?? ""}`
    : "";
}

function outcomeText(task: Task, output: string, share: number): string {
  switch (task.state.status) {
    case "in_review":
    case "completed":
      return `Result:\n\n${excerpt(output, share)}`;
    case "failed":
      return `It failed (${task.state.failure.kind}): ${task.state.failure.message}`;
    case "cancelled":
      return `It was cancelled: ${task.state.reason}`;
    default:
      return "It is being done.";
  }
}

function nameOf(fleet: Fleet, id: string | null): string {
  return (id && fleet.agents[id]?.name) || "a worker";
}

function sections(...parts: readonly string[]): string {
  return parts.filter(Boolean).join("\n\n");
}
