/** How the demo's manager and workers do any task that is handed off: three parts, the last after the others. */

import type { RuleInput } from "../script_schema.ts";
import { READING_PACE, WRITING_PACE } from "./demo_pace.ts";
import {
  chooseWorkers,
  fleetTool,
  HOW_TO_ANSWER,
  LOOK,
  MANAGER,
  stepPrompt,
  WORKER,
} from "./demo_tools.ts";

const analyze: RuleInput = {
  name: "hand-off: analyze",
  when: {
    system: MANAGER,
    last_user:
      "/Call the tool .mcp__vamp__submit_analysis\\b(?:[\\s\\S]*## The task: ([^\\n]+))?/",
  },
  steps: [
    {
      ...READING_PACE,
      text: "Before I divide **{{1:80}}** I look at what is there.",
      tool: LOOK,
    },
    {
      ...WRITING_PACE,
      thinking:
        "Finding out and writing can go on side by side; the check needs both.",
      text:
        "Three parts cover it. Two of them need not wait for each other; the third checks both.",
      tool: fleetTool("submit_analysis", {
        requirements:
          "{{1:200}}\n\nEvery part is written down in one file, short enough to be read in a minute, and says how one can tell that it is done.",
        parts: [
          {
            key: "survey",
            title: "Find out what {{1:60}} needs",
            description:
              "List what is there, what is missing, and what has to be decided. Done when every point of the task has a line.",
          },
          {
            key: "draft",
            title: "Do the main piece of {{1:60}}",
            description:
              "Do what the task asks for, the smallest version that is whole. Done when it can be shown to the person who asked.",
          },
          {
            key: "check",
            title: "Check {{1:60}} against the request",
            description:
              "Compare the draft with the survey and with the request, point by point. Done when every point has a verdict.",
            depends_on: ["survey", "draft"],
          },
        ],
      }),
    },
    { ...READING_PACE, text: "The analysis is handed in." },
  ],
};

const choose = chooseWorkers(
  "hand-off",
  stepPrompt("select_worker"),
  READING_PACE,
  {
    three: { survey: 1, draft: 2, check: 3 },
    two: { survey: 1, draft: 2, check: 1 },
  },
);

const instruct: RuleInput = {
  name: "hand-off: instruct",
  when: { system: MANAGER, last_user: stepPrompt("submit_instructions") },
  steps: [
    {
      ...WRITING_PACE,
      text: "Now the exact words for each worker.",
      tools: [
        fleetTool("submit_instructions", {
          part: "survey",
          instructions:
            "Look around your folder first. Write one file with a list: what is there, what is missing, what has to be decided. Put the list into your result as well: others build on it.",
        }),
        fleetTool("submit_instructions", {
          part: "draft",
          instructions:
            "Do the smallest version that is whole, in one file. Read it once more before you report, and say what you left out.",
        }),
        fleetTool("submit_instructions", {
          part: "check",
          instructions:
            "Take the two results that you are given, and compare them point by point. Say for every point whether it is met.",
        }),
      ],
    },
    { ...READING_PACE, text: "Everybody knows what to do." },
  ],
};

const finish: RuleInput = {
  name: "hand-off: finish",
  when: {
    system: MANAGER,
    last_user:
      '/(?:judge the results of "([^\\n]*)"\\n[\\s\\S]*?\\n(## .[\\s\\S]*)|Call the tool .mcp__vamp__submit_result\\b)/',
  },
  steps: [
    {
      ...READING_PACE,
      text: "All parts are there and fit together.",
      tool: fleetTool("submit_result", {
        output:
          "**{{1:80}}** is done. Each part was checked against the request.\n\n{{2}}",
      }),
    },
    { ...READING_PACE, text: "**{{1:80}}** is handed in." },
  ],
};

const NOTES = `# {{1}}: {{2:80}}

- {{pick:What was there is listed first.|The simplest form that does the job was chosen.}}
- {{pick:Names follow what is already there.|Nothing outside this folder was touched.}}
- Done means: every point of the request has its answer here.
`;

const doPart: RuleInput = {
  name: "hand-off: do a part",
  when: {
    system: WORKER,
    last_user: '/^This is the part .([\\w-]+). of "([^\\n]*)"\\.$/m',
  },
  steps: [
    {
      ...READING_PACE,
      text: "I have the part **{{1}}** of {{2:60}}. First a look around.",
      tool: LOOK,
    },
    {
      ...WRITING_PACE,
      text: "{{pick:Clear enough.|Nothing is in the way.}} I write it down.",
      tool: {
        name: "Write",
        input: { file_path: "{{cwd}}/{{2:slug}}-{{1}}.md", content: NOTES },
      },
    },
    {
      ...READING_PACE,
      tool: fleetTool("report_progress", {
        progress: 0.6,
        details: "Written; now I read it once more",
      }),
    },
    {
      ...READING_PACE,
      text: "Does it say what was asked?",
      tool: {
        name: "Read",
        input: { file_path: "{{cwd}}/{{2:slug}}-{{1}}.md" },
      },
    },
    {
      ...WRITING_PACE,
      tool: fleetTool("submit_result", {
        output:
          "Wrote `{{2:slug}}-{{1}}.md` and read it back: every point of the request has its answer there. {{pick:Nothing is left open.|One open point is left; it can wait.}}",
      }),
    },
    { ...READING_PACE, text: "The part **{{1}}** is done." },
  ],
};

/** A question is answered, whoever asks; see `mail` for all other messages. */
const answer: RuleInput = {
  name: "mail: answer a question",
  when: {
    last_user: `/${HOW_TO_ANSWER}/`,
  },
  steps: [
    {
      ...READING_PACE,
      tool: fleetTool("send_message", {
        to: "{{1}}",
        kind: "answer",
        text:
          "Do what you proposed, and say in your result what you assumed. It is easy to change later.",
      }),
    },
    { ...READING_PACE, text: "I answered the question." },
  ],
};

const read: RuleInput = {
  name: "mail: read",
  when: { last_user: "/^You have (?:a message|\\d+ messages)\\. Lines that/" },
  reply: {
    ...READING_PACE,
    text: "{{pick:Thank you, I keep that in mind.|I have read it, and go on.}}",
  },
};

/** Messages, from agents and from the person. */
export const mail: readonly RuleInput[] = [answer, read];

/** Any hand-off: what the manager does in each step, and the workers with their parts. */
export const handoff: readonly RuleInput[] = [
  analyze,
  ...choose,
  instruct,
  finish,
  doPart,
];
