import type { Task } from "@/client/mod.ts";
import { formatAge, formatMoney } from "@/components/format.ts";
import { TASK_STATUSES } from "@/domain/task.ts";
import { type Command, text, wholeNumber } from "../command.ts";
import { EXIT } from "../exit_codes.ts";
import { facts, json, safeLines, table } from "../output.ts";

/** The newest tasks, or one of them. */
export const tasks: Command = {
  name: "tasks",
  summary: "The newest tasks; with an id, one task and its result",
  takes: "[<task id>]",
  words: [0, 1],
  offers: ["tasks"],
  options: {
    status: {
      type: "string",
      short: "s",
      value: "status",
      choices: TASK_STATUSES,
      help: "Only tasks of this status",
    },
    limit: {
      type: "string",
      short: "n",
      value: "number",
      help: "How many at most; 20 unless said otherwise",
    },
  },
  run: async ({ server, out, json: asJson, args, options, now }) => {
    const vamp = await server();
    const [id] = args;
    if (id !== undefined) {
      const task = await vamp.tasks.get(id);
      if (asJson) json(out, task);
      else {
        facts(out, factsOf(task));
        const said = task.result?.output ?? task.failure?.message;
        if (said) {
          for (const line of ["", ...safeLines(said)]) out.line(line);
        }
      }
      return EXIT.ok;
    }
    const status = text(options, "status");
    const { items } = await vamp.tasks.list({
      limit: wholeNumber(options, "limit") ?? 20,
      ...status ? { status } : {},
    });
    if (asJson) json(out, items);
    else {
      table(
        out,
        ["STATUS", "SINCE", "PROGRESS", "COST", "TITLE", "ID"],
        items.map((task) => [
          task.status,
          formatAge(now() - Date.parse(task.status_since)),
          `${Math.round(task.progress * 100)}%`,
          formatMoney(task.tree_usage.cost_usd),
          task.title.slice(0, 60),
          task.task_id,
        ]),
      );
    }
    return EXIT.ok;
  },
};

function factsOf(task: Task): [string, string][] {
  return [
    ["task", task.task_id],
    ["title", task.title],
    ["status", task.status],
    ["mode", task.mode],
    ["progress", `${Math.round(task.progress * 100)}%`],
    ["attempts", `${task.attempts.length} of ${task.max_attempts}`],
    ["agent", task.agent_id ?? "nobody yet"],
    ["cost", formatMoney(task.tree_usage.cost_usd)],
    ["created", task.created_at],
  ];
}
