import type { ChaosAct } from "@/domain/chaos_port.ts";

const ACTS: Readonly<
  Record<
    ChaosAct,
    { readonly title: string; readonly button: string; readonly what: string }
  >
> = {
  agent: {
    title: "An agent",
    button: "Kill an agent",
    what:
      "The process of an agent at work is killed without a warning. Another process takes its session up, and its task is tried again.",
  },
  database: {
    title: "The database",
    button: "Cut the link",
    what:
      "The history is away for ten seconds. Agents work on, what happens is kept, and the history catches up by itself.",
  },
  handoff: {
    title: "A step of a hand-off",
    button: "Break a step",
    what:
      "Whoever has the step of a hand-off that is under way is killed in the middle of it. The hand-off goes on from the same step.",
  },
};

/** What the page on which visitors break the demo says. */
export const CHAOS_TEXT = {
  title: "Chaos",
  lead:
    "Break something, and watch it settle. This page is in the demo alone; what it breaks is real.",
  acts: ACTS,
  breaking: "Breaking…",
  none: "Nothing was broken on this page yet.",
  happened: "What happened",
  at: (when: string) => `at ${when}`,
  incident: "Its incident",
  settled: "Settled",
  settling: "Settling…",
  history: {
    healthy: "The history has everything.",
    away: (backlog: number) =>
      `The history is away; ${backlog} events wait for it.`,
  },
  events: {
    "agent.crashed": "The process was lost; another one is on its way.",
    "agent.launched": "Another process is being started.",
    "agent.started": "The agent has a process again.",
    "agent.failed": "The agent has failed: it was lost too often.",
    "error.raised": "An incident was raised.",
    "error.recovering": "A recovery began.",
    "error.recovered": "The recovery worked.",
    "error.gave_up": "The recovery gave up.",
    "task.pending": "The task waits to be tried again.",
    "task.assigned": "The task was given out again.",
    "task.completed": "The task is completed.",
    "task.failed": "The task has failed.",
    "handoff.step_prompted": "The manager was asked again.",
    "handoff.completed": "The hand-off is completed.",
  } as Readonly<Record<string, string>>,
} as const;
