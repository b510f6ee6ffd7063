import {
  type NewTask,
  type RunItem,
  type Task,
  VampError,
} from "@/client/mod.ts";
import { formatDuration, formatMoney } from "@/components/format.ts";
import {
  type Command,
  type OptionValues,
  text,
  wholeNumber,
  WrongCall,
} from "../command.ts";
import { eventWords } from "../event_words.ts";
import { EXIT } from "../exit_codes.ts";
import { findAgent } from "../find_agent.ts";
import { json, type Output, safe, safeLines } from "../output.ts";

/** What is shown of one thing that happens. */
const LINE_CHARS = 200;

/** Has a task done, and shows what happens until it is over. */
export const run: Command = {
  name: "run",
  summary: "Give a task, follow it to its end, print its result",
  takes: "<what to do>",
  words: [1, 1],
  options: {
    agent: {
      type: "string",
      short: "a",
      value: "agent",
      names: "agents",
      help: "Only this agent: its name, its id, or the end of the id",
    },
    anybody: {
      type: "boolean",
      help: "Any worker that is free; so it is without --agent and --handoff",
    },
    handoff: {
      type: "boolean",
      help: "A manager takes it apart and hands the parts to workers",
    },
    title: { type: "string", value: "title", help: "What it is called" },
    id: {
      type: "string",
      value: "id",
      help: "An id of your own; given twice, it is one task",
    },
    priority: {
      type: "string",
      short: "p",
      value: "number",
      help: "Higher goes first: 0 normal, 10 high, 20 urgent",
    },
    quiet: {
      type: "boolean",
      short: "q",
      help: "The result alone",
    },
  },
  details: [
    "The exit code is 0 when the task is completed, 1 when it failed, 5 when",
    "it was cancelled. Ctrl-C stops following; the task goes on.",
    "With --json each thing that happens is one line of JSON.",
  ],
  run: async ({ server, out, json: asJson, args, options, signal }) => {
    if (options.anybody && (options.agent || options.handoff)) {
      throw new WrongCall("--anybody takes neither --agent nor --handoff");
    }
    const vamp = await server();
    const agent = text(options, "agent");
    const task: NewTask = {
      ...wantedOf(args[0] ?? "", options),
      ...agent ? { agent_id: (await findAgent(vamp, agent)).id } : {},
    };
    const show = asJson
      ? (item: RunItem) => json(out, item)
      : options.quiet
      ? (item: RunItem) => item.kind === "ended" && showResult(out, item.task)
      : (item: RunItem) => showItem(out, item);
    let made: Task | undefined;
    try {
      for await (const item of vamp.run(task, { signal })) {
        show(item);
        if (item.kind === "created") made = item.task;
        if (item.kind === "ended") return exitOf(item.task.status);
      }
    } catch (error) {
      if (error instanceof VampError || !signal.aborted) throw error;
    }
    if (made) {
      out.note(`The task goes on: vamp tasks ${made.task_id}`);
    }
    return EXIT.interrupted;
  },
};

function wantedOf(description: string, options: OptionValues): NewTask {
  return {
    description,
    title: text(options, "title"),
    id: text(options, "id"),
    priority: wholeNumber(options, "priority"),
    ...options.handoff ? { mode: "handoff" as const } : {},
  };
}

function exitOf(status: string): number {
  if (status === "completed") return EXIT.ok;
  return status === "cancelled" ? EXIT.cancelled : EXIT.failed;
}

function showItem(out: Output, item: RunItem): void {
  switch (item.kind) {
    case "created":
      out.note(`task ${item.task.task_id} (${item.task.status})`);
      break;
    case "event": {
      const words = eventWords(item.event);
      if (words) out.note(`  ${safe(words).slice(0, LINE_CHARS)}`);
      break;
    }
    case "link":
      if (!item.up) out.note("  (the connection broke; coming back)");
      break;
    case "ended":
      out.note(summary(item.task));
      showResult(out, item.task);
  }
}

/** The result goes to standard output, so that it can be piped on. */
function showResult(out: Output, task: Task): void {
  if (task.result) safeLines(task.result.output).forEach(out.line);
  else out.note(safe(task.failure?.message ?? ""));
}

function summary({ status, result, tree_usage }: Task): string {
  const time = result ? ` in ${formatDuration(result.duration_ms)}` : "";
  return `${status}${time}, ${formatMoney(tree_usage.cost_usd)}`;
}
