/** The hand-off that the demo begins with, as its manager leads it: four parts, a question, one part sent back. */

import type { RuleInput } from "../script_schema.ts";
import { READING_PACE, WRITING_PACE } from "./demo_pace.ts";
import { CASE_QUESTION, releaseParts } from "./demo_release_parts.ts";
import { RELEASE_TITLE } from "./demo_tasks.ts";
import {
  chooseWorkers,
  fleetTool,
  HOW_TO_ANSWER,
  LOOK,
  MANAGER,
  stepPrompt,
} from "./demo_tools.ts";

const leads = (tool: string, about: string) => ({
  system: MANAGER,
  last_user: stepPrompt(tool, about),
});

const analyze: RuleInput = {
  name: "release: analyze",
  when: leads("submit_analysis", `## The task: ${RELEASE_TITLE}`),
  steps: [
    {
      ...READING_PACE,
      thinking: "What is there decides how this can be divided.",
      text: "I look at the folder before I divide anything.",
      tool: LOOK,
    },
    {
      ...WRITING_PACE,
      thinking:
        "Search and tags touch different files, so two workers can write them at the same time. Tests need both. The guide needs neither.",
      text:
        "Four parts: **search** and **tags** side by side, **tests** after both, and a **guide** that waits for nobody.",
      tool: fleetTool("submit_analysis", {
        requirements:
          "Notes can be searched by words and listed by tag. A note is a dictionary with `title`, `text` and `tags`. Python, no dependencies, with tests and a guide.",
        parts: [
          {
            key: "search",
            title: "Search in notes",
            description:
              "search.py with find_notes(notes, words): the notes whose title or text has all the words. Done when the function is there with a docstring.",
          },
          {
            key: "tags",
            title: "Count tags",
            description:
              "tags.py with count_tags(notes): how often each tag is used, the most used first. Done when the function is there with a docstring.",
          },
          {
            key: "tests",
            title: "Test search and tags",
            description:
              "test_notes.py, unit tests of both functions. Done when each promise of the two docstrings has a test.",
            depends_on: ["search", "tags"],
          },
          {
            key: "guide",
            title: "Guide for the people who use it",
            description:
              "guide.md: how to search, how to see the tags. Done when it fits on one screen.",
          },
        ],
      }),
    },
    { ...READING_PACE, text: "The analysis is handed in." },
  ],
};

const choose = chooseWorkers(
  "release",
  stepPrompt("select_worker", RELEASE_TITLE),
  READING_PACE,
  {
    three: { search: 1, tags: 2, tests: 2, guide: 3 },
    two: { search: 1, tags: 2, tests: 2, guide: 1 },
  },
);

const instruct: RuleInput = {
  name: "release: instruct",
  when: leads("submit_instructions", RELEASE_TITLE),
  steps: [
    {
      ...WRITING_PACE,
      text:
        "A worker knows only what I write here, so I name files and checks.",
      tools: [
        fleetTool("submit_instructions", {
          part: "search",
          instructions:
            "Write search.py with find_notes(notes, words). Put the whole code into your result: the tests are written from it.",
        }),
        fleetTool("submit_instructions", {
          part: "tags",
          instructions:
            "Write tags.py with count_tags(notes). Put the whole code into your result: the tests are written from it.",
        }),
        fleetTool("submit_instructions", {
          part: "tests",
          instructions:
            "Save the code of the two results as search.py and tags.py, and write test_notes.py for them with unittest. Do not run it: nobody has allowed that yet.",
        }),
        fleetTool("submit_instructions", {
          part: "guide",
          instructions:
            "Write guide.md for people who never saw the service: one example for the search, one for the tags.",
        }),
      ],
    },
    { ...READING_PACE, text: "All four are instructed." },
  ],
};

const answer: RuleInput = {
  name: "release: answer the worker",
  when: {
    system: MANAGER,
    last_user: `/${CASE_QUESTION}[\\s\\S]*?${HOW_TO_ANSWER}/`,
  },
  steps: [
    {
      ...READING_PACE,
      thinking: "Nobody remembers how they wrote a word months ago.",
      tool: fleetTool("send_message", {
        to: "{{1}}",
        kind: "answer",
        text:
          "No, treat upper and lower case as the same. Nobody remembers how a note was written.",
      }),
    },
    { ...READING_PACE, text: "The question is answered: case is ignored." },
  ],
};

const accept = (part: string, reason: string) =>
  fleetTool("submit_review", { part, verdict: "accept", reason });

const sendBack: RuleInput = {
  name: "release: send a part back",
  when: leads("submit_result", `judge the results of "${RELEASE_TITLE}"`),
  steps: [
    {
      ...WRITING_PACE,
      thinking:
        "Three of them do what was asked. The tests leave out the one case that people will meet first.",
      text: "Search, tags and guide are as I wanted them.",
      tools: [
        accept("search", "All words, in title or text, case ignored."),
        accept("tags", "The most used first, as asked."),
        accept("guide", "One screen, two examples."),
      ],
    },
    {
      ...WRITING_PACE,
      text: "The tests have a gap, so they go back once.",
      tool: fleetTool("submit_review", {
        part: "tests",
        verdict: "send_back",
        reason:
          "Nothing covers a search that finds no note. Add that test: it has to give an empty list.",
      }),
    },
    { ...READING_PACE, text: "I judge again when the tests are complete." },
  ],
};

const finish: RuleInput = {
  name: "release: finish",
  when: leads(
    "submit_result",
    `judge the results of "${RELEASE_TITLE}"[\\s\\S]*You sent it back`,
  ),
  steps: [
    {
      ...READING_PACE,
      text: "Now a search that finds nothing is covered too.",
      tool: accept("tests", "Every promise of the docstrings has its test."),
    },
    {
      ...WRITING_PACE,
      text: "That completes it.",
      tool: fleetTool("submit_result", {
        output: `The notes service has **search** and **tags**.

- \`search.py\`: \`find_notes(notes, words)\` finds the notes that have all the words, whatever their case.
- \`tags.py\`: \`count_tags(notes)\` says how often each tag is used.
- \`test_notes.py\`: five tests; the one for a search without a hit was added after a review. Nobody has run them yet: that needs your permission.
- \`guide.md\`: one screen for the people who use it.`,
      }),
    },
    { ...READING_PACE, text: "**Search and tags** are handed in." },
  ],
};

/** Before the rules for any hand-off and for any message. */
export const release: readonly RuleInput[] = [
  analyze,
  ...choose,
  instruct,
  answer,
  finish,
  sendBack,
  ...releaseParts,
];
