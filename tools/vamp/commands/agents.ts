import type { Agent } from "@/client/mod.ts";
import { formatAge, formatMoney } from "@/components/format.ts";
import { shortId } from "@/domain/short_id.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit_codes.ts";
import { json, table } from "../output.ts";

const ENDED: ReadonlySet<string> = new Set(["terminated", "failed"]);

/** The agents and what each does. */
export const agents: Command = {
  name: "agents",
  summary: "The agents, and what each of them does",
  takes: "",
  words: [0, 0],
  options: {
    all: {
      type: "boolean",
      short: "a",
      help: "Those that have ended, too",
    },
  },
  run: async ({ server, out, json: asJson, options, now }) => {
    const { items } = await (await server()).agents.list();
    const shown = options.all
      ? items
      : items.filter(({ status }) => !ENDED.has(status));
    if (asJson) json(out, shown);
    else {
      table(
        out,
        ["NAME", "ROLE", "STATUS", "SINCE", "DOES", "DONE", "COST", "ID"],
        shown.map((agent) => [
          agent.name,
          agent.role,
          agent.held ? "paused" : agent.status,
          formatAge(now() - Date.parse(agent.status_since)),
          doing(agent),
          String(agent.tasks_completed),
          formatMoney(agent.usage.cost_usd),
          shortId(agent.id),
        ]),
      );
    }
    return EXIT.ok;
  },
};

function doing({ activity, failure }: Agent): string {
  if (failure) return failure.message.slice(0, 60);
  if (!activity) return "-";
  const { kind, tool, detail } = activity;
  return [kind, tool, detail].filter(Boolean).join(" ").slice(0, 60);
}
