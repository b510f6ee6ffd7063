/**
 * The script of the demo: a manager and two workers, played to real `claude` processes.
 *
 * A role is told by the appended system prompt ("You are the manager", "You are a worker").
 * Every task gets an answer: by a scene of its own, or by what a manager or a worker
 * generally does. The tools used need no permission in mode `acceptEdits`, except where a
 * task asks to run the tests.
 */

import type { ScriptInput } from "../script_schema.ts";
import { agentTalks, managerPlans, workerWrites } from "./demo_generic.ts";
import { scenes } from "./demo_scenes.ts";

export { type DemoTask, demoTasks } from "./demo_tasks.ts";

/** Plays for any number of agents at once; nothing in it is used up. */
export const demoScript: ScriptInput = {
  seed: 1,
  rules: [...scenes, managerPlans, workerWrites, agentTalks],
  fallback: "I'm ready for the next task.",
};
