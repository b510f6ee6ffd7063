/**
 * The script of the demo: a manager and its workers, played to real `claude` processes.
 *
 * A role is told by the appended system prompt ("You are the manager", "You are a worker"), a
 * step of a hand-off by the tool that its prompt wants called. Every task gets an answer: by a
 * scene of its own, or by what a manager or a worker generally does. The tools used need no
 * permission in mode `acceptEdits`, except in the scenes that ask the person.
 */

import type { ScriptInput } from "../script_schema.ts";
import { asks } from "./demo_asks.ts";
import { agentTalks, managerPlans, workerWrites } from "./demo_generic.ts";
import { handoff, mail } from "./demo_handoff.ts";
import { release } from "./demo_release.ts";
import { scenes } from "./demo_scenes.ts";

export { atPace } from "./demo_pace.ts";
export { type DemoTask, demoTasks } from "./demo_tasks.ts";

/** Plays for any number of agents at once; nothing in it is used up. */
export const demoScript: ScriptInput = {
  seed: 1,
  rules: [
    ...release,
    ...mail,
    ...handoff,
    ...scenes,
    ...asks,
    managerPlans,
    workerWrites,
    agentTalks,
  ],
  fallback: "I'm ready for the next task.",
};
