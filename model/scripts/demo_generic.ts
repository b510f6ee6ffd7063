/** What the demo's agents do with any task they have no special scene for. */

import type { RuleInput } from "../script_schema.ts";
import { READING_PACE, WRITING_PACE } from "./demo_pace.ts";

/** Captures the first clause of a task, whether or not a heading such as "Task:" precedes it. */
export const ANY_TASK =
  "/^(?:[#*\\s]*(?:your |new )?(?:task|title)[ \\t]*(?::|\\n)[*\\s]*)?([^\\n]+?)(?=[.:;!?]\\s|[.:;!?]?$|\\n)/i";

const NOTES = `# {{1:80}}

Status: in progress

## What was asked

{{last_user:200}}

## Notes

- The working directory was looked through before anything was written.
- {{pick:Names follow what is already there.|Nothing outside this folder was touched.|The simplest form that does the job was chosen.}}
- Open points are listed at the end and none of them blocks the result.

## Open points

- {{pick:Somebody should read this with fresh eyes.|A second example would help newcomers.|The wording of the headings can still change.}}
`;

const PLAN = `# Plan: {{1:80}}

| step | what | who |
| ---- | ---- | --- |
| 1 | Collect what exists and name the gaps | Worker 1 |
| 2 | Write the missing parts, smallest first | Worker 1 |
| 3 | Check the parts against the request | Worker 2 |
| 4 | Put the results together | Manager |

Steps 1 and 2 run before step 3; step 4 waits for all of them.
`;

/** A manager looks around, writes a plan and explains it. */
export const managerPlans: RuleInput = {
  name: "manager plans",
  when: {
    system: "You are the manager",
    last_user: ANY_TASK,
    has_tool: "Write",
  },
  steps: [
    {
      ...READING_PACE,
      thinking:
        "Before I split this up I want to know what is already in the folder.",
      text:
        "I'll take **{{1:80}}** apart. First I look at what is there, then I write down the pieces and who should take them.",
      tool: {
        name: "Bash",
        input: {
          command: "ls -la",
          description: "List the working directory",
        },
      },
    },
    {
      ...WRITING_PACE,
      text:
        "That is enough to plan with. Four steps cover it, and two of them can run side by side. I write the plan down so that the workers can refer to it.",
      tool: {
        name: "Write",
        input: { file_path: "{{cwd}}/{{1:slug}}-plan.md", content: PLAN },
      },
    },
    {
      ...READING_PACE,
      text: "Let me read it once more as a worker would.",
      tool: {
        name: "Read",
        input: { file_path: "{{cwd}}/{{1:slug}}-plan.md" },
      },
    },
    {
      ...READING_PACE,
      text: `The plan for **{{1:80}}** stands.

- **Worker 1** collects what exists and writes the missing parts.
- **Worker 2** checks every part against the request.
- I put the results together at the end.

The details are in \`{{1:slug}}-plan.md\`.`,
    },
  ],
};

/** A worker looks around, writes a file, reads it, improves it, measures it and reports. */
export const workerWrites: RuleInput = {
  name: "worker writes",
  when: { last_user: ANY_TASK, has_tool: "Write" },
  steps: [
    {
      ...READING_PACE,
      thinking: "A quick look at the folder will tell me where this belongs.",
      text:
        "I'm on **{{1:80}}**. I start with a look around, so that what I write fits in.",
      tool: {
        name: "Bash",
        input: {
          command: "ls -la",
          description: "List the working directory",
        },
      },
    },
    {
      ...WRITING_PACE,
      text:
        "{{pick:Clear enough.|Good, nothing is in the way.|That tells me where it goes.}} I write a first version now and go over it afterwards.",
      tool: {
        name: "Write",
        input: { file_path: "{{cwd}}/{{1:slug}}.md", content: NOTES },
      },
    },
    {
      ...READING_PACE,
      text: "Now I read it back with fresh eyes.",
      tool: { name: "Read", input: { file_path: "{{cwd}}/{{1:slug}}.md" } },
    },
    {
      ...WRITING_PACE,
      text:
        "One thing is missing: how to tell that it is finished. I add that line to the notes.",
      tool: {
        name: "Edit",
        input: {
          file_path: "{{cwd}}/{{1:slug}}.md",
          old_string: "## Notes\n",
          new_string:
            "## Notes\n\n- Finished means: every point of the request has its answer here.\n",
        },
      },
    },
    {
      ...READING_PACE,
      text: "A last check of the size.",
      tool: {
        name: "Bash",
        input: {
          command: "wc -lw {{1:slug}}.md",
          description: "Count lines and words",
        },
      },
    },
    {
      ...READING_PACE,
      text: `**{{1:80}}** is done.

- Wrote \`{{1:slug}}.md\` and read it back.
- Added what finished means, so that it can be checked.
- {{pick:One open point is left; it can wait.|Left the rest of the folder as it was.|Kept it short on purpose.}}`,
    },
  ],
};

/** An agent without tools for files answers in words. */
export const agentTalks: RuleInput = {
  name: "agent talks",
  when: { last_user: ANY_TASK },
  reply: {
    ...READING_PACE,
    thinking: "I have no tools for files here, so a written answer it is.",
    text: `About **{{1:80}}**:

1. Begin with what exists and name what is missing.
2. Do the smallest piece first and look at it.
3. Check the whole against the request before calling it done.

I could not write files in this session, so this answer is the result.`,
  },
};
