import { isEnded } from "@/domain/agent_status.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { recentTasks } from "../fleet_order.ts";
import { agentStatus } from "../status.ts";
import { taskStatus } from "../task_look.ts";
import { PAGES, SUB_PAGES } from "./pages.ts";

/** One line of the palette: a place to go to, or something to do. */
export type PaletteCommand = {
  readonly id: string;
  readonly name: string;
  /** What it is, or how it stands. */
  readonly note: string;
  readonly run:
    | { readonly href: string }
    | { readonly act: "pause" | "resume" };
};

/** Lines that the palette shows at once. */
const SHOWN = 12;

/** What the palette offers for what was typed, the best first. Pure. */
export function commandsFor(
  fleet: Fleet | undefined,
  typed: string,
): readonly PaletteCommand[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name, note }: PaletteCommand) => {
    const text = `${name} ${note}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const begins = ({ name }: PaletteCommand) =>
    name.toLowerCase().startsWith(words[0] ?? "") ? 0 : 1;
  return [...acts(fleet), ...pages(), ...agents(fleet), ...tasks(fleet)]
    .filter(fits)
    .map((command, place) => ({ command, place }))
    .sort((a, b) => begins(a.command) - begins(b.command) || a.place - b.place)
    .slice(0, SHOWN).map(({ command }) => command);
}

function acts(fleet: Fleet | undefined): PaletteCommand[] {
  const waiting = fleet ? pendingByAge(fleet.approvals).length : 0;
  return [
    go("new-task", "New task", "action", "/tasks?new"),
    go("new-agent", "New agent", "action", "/?new=agent"),
    ...(fleet?.queue.paused
      ? [{ ...act("resume"), name: "Go on with the queue", note: "action" }]
      : [{ ...act("pause"), name: "Pause the queue", note: "action" }]),
    go(
      "next",
      "Answer the next request",
      waiting > 0 ? `action · ${waiting} waiting` : "action",
      "/inbox",
    ),
  ];
}

function pages(): PaletteCommand[] {
  return [...PAGES, ...SUB_PAGES].map(({ name, href }) =>
    go(href, name, "page", href)
  );
}

function agents(fleet: Fleet | undefined): PaletteCommand[] {
  return Object.values(fleet?.agents ?? {})
    .sort((a, b) => Number(isEnded(a.state)) - Number(isEnded(b.state)))
    .map((agent) =>
      go(
        agent.id,
        agent.name,
        `agent · ${agentStatus(agent).word}`,
        `/agents/${agent.id}`,
      )
    );
}

function tasks(fleet: Fleet | undefined): PaletteCommand[] {
  return (fleet ? recentTasks(fleet) : []).map((task) =>
    go(
      task.id,
      task.title,
      `task · ${taskStatus(task).word}`,
      `/tasks/${task.id}`,
    )
  );
}

function go(id: string, name: string, note: string, href: string) {
  return { id, name, note, run: { href } };
}

function act(what: "pause" | "resume") {
  return { id: what, run: { act: what } } as const;
}
