/** Scenes in which an agent needs the person: a permission, and a question. */

import type { ReplyFieldsInput, RuleInput } from "../script_schema.ts";
import { READING_PACE, WRITING_PACE } from "./demo_pace.ts";

const LEAP_YEAR = `def is_leap_year(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
`;

const LEAP_YEAR_TEST = `import unittest

from leap_year import is_leap_year


class LeapYearTest(unittest.TestCase):
    def test_every_fourth_year(self):
        self.assertTrue(is_leap_year(2028))
        self.assertFalse(is_leap_year(2026))

    def test_whole_centuries_only_by_four_hundred(self):
        self.assertFalse(is_leap_year(1900))
        self.assertTrue(is_leap_year(2000))
`;

const runTests: ReplyFieldsInput = {
  ...READING_PACE,
  text: "I'd like to run the tests. That starts a program, so I ask first.",
  tool: {
    name: "Bash",
    input: {
      command: "python3 -m unittest -v",
      description: "Run the unit tests",
    },
  },
};

/** What the agent says, once its request is decided; `step` is the one after the request. */
function endings(prompt: string, step: number): readonly RuleInput[] {
  const when = { last_user: prompt, step };
  return [
    {
      name: "tests ran",
      when: { ...when, tool_error: false },
      reply: {
        ...READING_PACE,
        text:
          "**The tests pass.** This is what came back:\n\n```\n{{tool_result}}\n```",
      },
    },
    {
      name: "tests may not run",
      when: { ...when, tool_error: "/denied|not wanted any more/" },
      reply: {
        ...READING_PACE,
        text:
          "**The tests are not run**: I was not allowed to. What I did not see I do not claim, so please run `python3 -m unittest -v` yourself before you rely on it.",
      },
    },
    {
      name: "tests did not pass",
      when: { ...when, tool_error: true },
      reply: {
        ...READING_PACE,
        text:
          "**The tests could not be run to a good end.** This is what came back:\n\n```\n{{tool_result}}\n```",
      },
    },
  ];
}

const LEAP_YEARS = "/leap years[\\s\\S]*run the tests/i";
const ANY_TESTS = "/\\brun (the|all|our) tests\\b/i";

/** Writes code and tests; running them needs the person. */
const leapYears: RuleInput = {
  name: "leap years",
  when: { last_user: LEAP_YEARS, has_tool: "Write" },
  steps: [
    {
      ...WRITING_PACE,
      text: "One function and its tests. The function first.",
      tool: {
        name: "Write",
        input: { file_path: "{{cwd}}/leap_year.py", content: LEAP_YEAR },
      },
    },
    {
      ...WRITING_PACE,
      text: "Centuries are where this goes wrong, so they get a test.",
      tool: {
        name: "Write",
        input: {
          file_path: "{{cwd}}/test_leap_year.py",
          content: LEAP_YEAR_TEST,
        },
      },
    },
    runTests,
  ],
};

/** Running a program is not covered by accepting edits. */
const asksToRun: RuleInput = {
  name: "asks to run",
  when: { last_user: ANY_TESTS, has_tool: "Bash" },
  reply: runTests,
};

const RELEASE_NAME = "/name (?:for|of) the release/i";

const asksName: RuleInput = {
  name: "asks for a name",
  when: { last_user: RELEASE_NAME, step: 0, has_tool: "AskUserQuestion" },
  reply: {
    ...READING_PACE,
    text: "A name is a matter of taste, so I ask.",
    tool: {
      name: "AskUserQuestion",
      input: {
        questions: [{
          question: "What should the release be called?",
          header: "Release",
          multiSelect: false,
          options: [
            { label: "Lighthouse", description: "Notes are found again" },
            { label: "Needle", description: "Search is what is new" },
            { label: "1.1", description: "A number, and nothing else" },
          ],
        }],
      },
    },
  },
};

const nameGiven: RuleInput = {
  name: "name given",
  when: {
    last_user: RELEASE_NAME,
    step: 1,
    tool_result: '/answered[^"]*"[^"]*"="([^"]*)"/',
  },
  reply: {
    ...READING_PACE,
    text: "The release is called **{{1:60}}**, as you chose.",
  },
};

const nameNotGiven: RuleInput = {
  name: "name not given",
  when: { last_user: RELEASE_NAME, step: 1, tool_error: true },
  reply: {
    ...READING_PACE,
    text:
      "I got no answer, so I decided: the release is called **1.1**. That is the easiest to change.",
  },
};

/** Each calls a person; their endings depend on what the person decides. */
export const asks: readonly RuleInput[] = [
  ...endings(LEAP_YEARS, 3),
  leapYears,
  ...endings(ANY_TESTS, 1),
  asksToRun,
  nameGiven,
  nameNotGiven,
  asksName,
];
