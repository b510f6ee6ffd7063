import { strict as assert } from "node:assert";
import { join } from "node:path";
import type { Agent } from "@/domain/agent.ts";
import type { Approval, Decision } from "@/domain/approval.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { PlatformBench } from "@/tests/helpers/platform_under_test.ts";

/** "make x" makes the file `x.txt`, by a command that has to be asked for. */
export const MAKING = {
  rules: [{
    when: { last_user: "/make (\\w+)/" },
    steps: [
      {
        text: "I make it.",
        tool: {
          name: "Bash",
          input: { command: "touch {{1}}.txt", description: "makes {{1}}" },
        },
      },
      "It said: {{tool_result}}",
    ],
  }],
  fallback: "Nothing to do.",
};
/** "make x and y" makes both in one turn, each by a command of its own. */
export const MAKING_TWO = {
  rules: [{
    when: { last_user: "/make (\\w+) and (\\w+)/" },
    steps: [
      {
        tool: {
          name: "Bash",
          input: { command: "touch {{1}}.txt", description: "makes {{1}}" },
        },
      },
      {
        tool: {
          name: "Bash",
          input: { command: "touch {{2}}.txt", description: "makes {{2}}" },
        },
      },
      "Both are there.",
    ],
  }],
  fallback: "Nothing to do.",
};
/** One question with two answers. */
export const QUESTIONS = [{
  question: "Which colour?",
  header: "Colour",
  multiSelect: false,
  options: [
    { label: "Red", description: "warm" },
    { label: "Blue", description: "cold" },
  ],
}];
/** Yes, this once. */
export const ALLOW = {
  decision: "allow",
  scope: "once",
} as const satisfies Decision;

/** An agent that asks before it does anything. */
export const asking = (on: PlatformBench) =>
  on.agent({ permission_mode: "default" });
/** Whether the agent made that file. */
export const isMade = (agent: Agent, name: string) =>
  Deno.stat(join(agent.working_directory, `${name}.txt`))
    .then(() => true, () => false);

/** Waits until so many requests wait, and gives them, the oldest first. */
export function pending(
  on: PlatformBench,
  count = 1,
): Promise<readonly Approval[]> {
  return on.until(({ approvals }: Fleet) => {
    const found = pendingByAge(approvals);
    return found.length === count && found;
  });
}

/** What the task came to, once it is done. */
export async function outputOf(
  on: PlatformBench,
  task: Parameters<PlatformBench["ended"]>[0],
) {
  const { state } = await on.ended(task);
  assert.ok(state.status === "completed", JSON.stringify(state));
  return state.result.output.text;
}
