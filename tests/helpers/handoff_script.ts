import type { ScriptInput } from "@/model/mod.ts";

/** Two parts at once, one after both of them, one by itself. */
const PARTS = [
  { key: "api", depends_on: [] },
  { key: "ui", depends_on: [] },
  { key: "tests", depends_on: ["api", "ui"], requires: ["tests"] },
  { key: "docs", depends_on: [] },
].map((part) => ({
  ...part,
  title: `The ${part.key}`,
  description: `Make the ${part.key}`,
}));
const KEYS = PARTS.map(({ key }) => key);

const tool = (name: string, input: Record<string, unknown>) => ({
  name: `mcp__vamp__${name}`,
  input,
});

/** Worker names as the script knows them. */
export const WORKER_NAMES = { anybody: "Ann", tester: "Ben" } as const;

/**
 * A manager that leads a task with four parts through all steps, sends the
 * tests back once, and workers that do what they get. It counts nothing, so
 * that it does the same after it was lost and is asked again.
 *
 * @param delay_ms Time before each answer, within which a test can act.
 */
export function handoffScript(delay_ms = 0): ScriptInput {
  return {
    defaults: { delay_ms },
    rules: [
      {
        name: "analyze",
        when: { last_user: "Step 1 of 5" },
        steps: [
          {
            tool: tool("submit_analysis", {
              requirements: "All four parts",
              parts: PARTS,
            }),
          },
          "The analysis is in.",
        ],
      },
      {
        name: "look for workers",
        when: { last_user: "Step 2 of 5", step: 0 },
        reply: { tool: tool("list_workers", {}) },
      },
      {
        name: "select",
        when: {
          last_user: "Step 2 of 5",
          tool_result: "/worker_id (\\S+): Ann;.*worker_id (\\S+): Ben;/s",
        },
        reply: {
          tools: KEYS.map((part) =>
            tool("select_worker", {
              part,
              worker_id: part === "tests" ? "{{2}}" : "{{1}}",
            })
          ),
        },
      },
      {
        name: "selected",
        when: { last_user: "Step 2 of 5" },
        reply: "The workers are chosen.",
      },
      {
        name: "instruct",
        when: { last_user: "Step 3 of 5" },
        steps: [
          {
            tools: KEYS.map((part) =>
              tool("submit_instructions", {
                part,
                instructions: `Do the ${part} well`,
              })
            ),
          },
          "The instructions are in.",
        ],
      },
      {
        name: "finish",
        when: { last_user: "/Step 5 of 5.*You sent it back/s" },
        steps: [
          { tool: tool("submit_result", { output: "It is **built**" }) },
          "It is over.",
        ],
      },
      {
        name: "send back",
        when: { last_user: "Step 5 of 5" },
        steps: [
          {
            tool: tool("submit_review", {
              part: "tests",
              verdict: "send_back",
              reason: "Too few of them",
            }),
          },
          "The tests go back.",
        ],
      },
      {
        name: "do a part again",
        when: { last_user: "/the part .(\\w+).*## Sent back/s" },
        steps: [
          { tool: tool("submit_result", { output: "More {{1}}" }) },
          "Done again.",
        ],
      },
      {
        name: "do a part",
        when: { last_user: "/the part .(\\w+)/" },
        steps: [
          { tool: tool("report_progress", { progress: 0.5, details: "half" }) },
          { tool: tool("submit_result", { output: "The {{1}} is there" }) },
          "Done.",
        ],
      },
    ],
    fallback: "I have nothing to say to that.",
  };
}
