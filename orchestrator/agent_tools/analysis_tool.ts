import { z } from "zod";
import { Capability } from "@/domain/capability.ts";
import { MAX_PARTS, PartKey } from "@/domain/handoff.ts";
import { oneLine } from "@/domain/one_line.ts";
import { cycleFrom } from "@/domain/task_tree.ts";
import { agentTool } from "./agent_tool.ts";
import {
  MAX_ANALYSIS_CHARS,
  MAX_PART_CHARS,
  MAX_REQUIREMENTS_CHARS,
  words,
} from "./text_limits.ts";

const Part = z.strictObject({
  key: PartKey.describe(
    "Your short name for this part, to refer to it in the other tools: lower-case letters, digits, dashes, underscores.",
  ),
  title: oneLine(120).describe("One line that a person understands."),
  description: words(MAX_PART_CHARS).describe(
    "What this part has to achieve, and how one can tell that it is done.",
  ),
  depends_on: z.array(PartKey).max(MAX_PARTS).default([]).describe(
    "Keys of the parts whose results this one needs. Parts without dependencies run at the same time.",
  ),
  requires: z.array(Capability).max(10).default([]).describe(
    "Capabilities that its worker must have, such as python. Leave it empty when any worker will do.",
  ),
});

const Analysis = z.strictObject({
  requirements: words(MAX_REQUIREMENTS_CHARS).describe(
    "What is wanted, in your own words, with everything that the parts have in common: paths, names, constraints.",
  ),
  parts: z.array(Part).min(1).max(MAX_PARTS).describe(
    "The parts, each one the work of one worker.",
  ),
}).superRefine(({ requirements, parts }, context) => {
  for (const message of faultsOf(parts)) {
    context.addIssue({ code: "custom", path: ["parts"], message });
  }
  const length = parts.reduce(
    (sum, { title, description }) => sum + title.length + description.length,
    requirements.length,
  );
  if (length > MAX_ANALYSIS_CHARS) {
    context.addIssue({
      code: "custom",
      message:
        `takes at most ${MAX_ANALYSIS_CHARS} characters in all, not ${length}; details can go into the instructions of each part`,
    });
  }
});

export const submitAnalysis = agentTool({
  name: "submit_analysis",
  roles: ["manager"],
  description:
    `Take your task apart: what is wanted, and 1 to ${MAX_PARTS} parts for workers. Call it once, in the step that asks for the analysis. Make parts that can be done and checked independently; use depends_on only where one part really needs the result of another. A task that cannot be divided is one part. The answer says what comes next.`,
  input: Analysis,
  example: {
    requirements: "A command that counts words, with tests.",
    parts: [
      {
        key: "count",
        title: "Write the command",
        description:
          "count.ts prints how many words each file has. Done when it runs on README.md.",
        requires: ["typescript"],
      },
      {
        key: "tests",
        title: "Test the command",
        description: "Tests for empty files, Unicode and missing files.",
        depends_on: ["count"],
      },
    ],
  },
  run: (desks, manager, input) => desks.handoff.submitAnalysis(manager, input),
});

/** What keeps the parts from being carried out one after the other. */
function faultsOf(
  parts: readonly {
    readonly key: string;
    readonly depends_on: readonly string[];
  }[],
): string[] {
  const needs = new Map(parts.map((part) => [part.key, part.depends_on]));
  if (needs.size < parts.length) return ["takes a different key for each part"];
  for (const { key, depends_on } of parts) {
    const unknown = depends_on.find((needed) => !needs.has(needed));
    if (unknown !== undefined) {
      return [`"${key}" depends on "${unknown}", which is no part`];
    }
  }
  for (const { key } of parts) {
    const cycle = cycleFrom(key, (each) => needs.get(each) ?? []);
    if (cycle) {
      return [`depend on each other in a circle: ${cycle.join(" → ")}`];
    }
  }
  return [];
}
