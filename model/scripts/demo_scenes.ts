/** Scenes of the demo with a point of their own; a word in the task's text calls each up. */

import type { RuleInput } from "../script_schema.ts";
import { BRISK_PACE, READING_PACE, WRITING_PACE } from "./demo_pace.ts";

const HELLO = `def main() -> None:
    print("Hello, World!")


if __name__ == "__main__":
    main()
`;

const SETTINGS = `# Settings of the notes service

No settings.ini was found, so these are the suggested defaults.

| name | default | meaning |
| ---- | ------- | ------- |
| host | 127.0.0.1 | address to listen on |
| port | 8020 | port to listen on |
| notes_dir | ./notes | where notes are kept |
| autosave_seconds | 5 | pause before an edit is saved |
`;

const DATE_PARSER = `from datetime import date, timedelta

WORDS = {"today": 0, "tomorrow": 1}


def parse_date(text: str, today: date) -> date:
    """Reads an ISO date, or one of the words today and tomorrow."""
    word = text.strip().lower()
    if word in WORDS:
        return today + timedelta(days=WORDS[word])
    return date.fromisoformat(word)
`;

const DATE_PARSER_TEST = `import unittest
from datetime import date

from date_parser import parse_date

TODAY = date(2026, 2, 28)


class ParseDateTest(unittest.TestCase):
    def test_reads_an_iso_date(self):
        self.assertEqual(parse_date("2026-03-01", TODAY), date(2026, 3, 1))

    def test_reads_words_in_any_case(self):
        self.assertEqual(parse_date(" Today ", TODAY), TODAY)

    def test_crosses_the_end_of_a_month(self):
        self.assertEqual(parse_date("tomorrow", TODAY), date(2026, 3, 1))

    def test_refuses_anything_else(self):
        with self.assertRaises(ValueError):
            parse_date("soon", TODAY)


if __name__ == "__main__":
    unittest.main()
`;

/** A short prompt with "ping" is answered at once. */
export const ping: RuleInput = {
  name: "ping",
  when: { new_user: "/^.{0,40}\\bping\\b.{0,40}$/is" },
  reply: "pong",
};

/** Hello World takes a few seconds. */
export const helloWorld: RuleInput = {
  name: "hello world",
  when: { last_user: "/hello,? world/i", has_tool: "Write" },
  steps: [
    {
      ...BRISK_PACE,
      text: "I'll write `hello.py` with a small main function.",
      tool: {
        name: "Write",
        input: { file_path: "{{cwd}}/hello.py", content: HELLO },
      },
    },
    {
      ...BRISK_PACE,
      text: "A look at the result.",
      tool: {
        name: "Bash",
        input: { command: "cat hello.py", description: "Show hello.py" },
      },
    },
    {
      ...BRISK_PACE,
      text: `**Simple Hello World Python script**: done.

- \`hello.py\` prints "Hello, World!".
- Run it with \`python3 hello.py\`.`,
    },
  ],
};

/** A missing file makes the first tool call fail; the worker says so and goes on. */
export const missingSettings: RuleInput = {
  name: "missing settings",
  when: { last_user: "settings.ini", has_tool: "Write" },
  steps: [
    {
      ...READING_PACE,
      text:
        "I start with `settings.ini`, since that is where the settings should be.",
      tool: { name: "Read", input: { file_path: "{{cwd}}/settings.ini" } },
    },
    {
      ...READING_PACE,
      thinking: "The file is not there. Perhaps it has another name.",
      text:
        "That file does not exist. Before I assume defaults I check whether it lies elsewhere.",
      tool: {
        name: "Bash",
        input: {
          command: "find . -name '*.ini'",
          description: "Look for other settings files",
        },
      },
    },
    {
      ...WRITING_PACE,
      text:
        "There is no other settings file. I write down sensible defaults and say clearly that they are a suggestion.",
      tool: {
        name: "Write",
        input: { file_path: "{{cwd}}/settings.md", content: SETTINGS },
      },
    },
    {
      ...READING_PACE,
      text: "I read the table once more.",
      tool: { name: "Read", input: { file_path: "{{cwd}}/settings.md" } },
    },
    {
      ...READING_PACE,
      text: `**Settings of the notes service**: described, with one finding.

- \`settings.ini\` does **not exist**, here or in a folder below.
- \`settings.md\` lists four settings with suggested defaults.
- Please confirm the port before it is used.`,
    },
  ],
};

/** A longer piece of work: code, tests and a correction. */
export const dateParser: RuleInput = {
  name: "date parser",
  when: { last_user: "date parser", has_tool: "Write" },
  steps: [
    {
      ...READING_PACE,
      thinking:
        "The parser needs to know today's date; if that is an argument, the tests need no clock.",
      text:
        "A date parser and its tests. I pass today's date in, so that the tests do not depend on the clock. First a look at the folder.",
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
      text: "The parser first. Words are a table, so that more can be added.",
      tool: {
        name: "Write",
        input: { file_path: "{{cwd}}/date_parser.py", content: DATE_PARSER },
      },
    },
    {
      ...WRITING_PACE,
      text:
        "Now the tests: ISO dates, words in any case, the end of a month, and something it must refuse.",
      tool: {
        name: "Write",
        input: {
          file_path: "{{cwd}}/test_date_parser.py",
          content: DATE_PARSER_TEST,
        },
      },
    },
    {
      ...READING_PACE,
      text: "I go over the parser again.",
      tool: { name: "Read", input: { file_path: "{{cwd}}/date_parser.py" } },
    },
    {
      ...WRITING_PACE,
      text: "The docblock should say what happens with anything else.",
      tool: {
        name: "Edit",
        input: {
          file_path: "{{cwd}}/date_parser.py",
          old_string: "words today and tomorrow.",
          new_string:
            "words today and tomorrow.\n\n    Raises ValueError for anything else.\n    ",
        },
      },
    },
    {
      ...READING_PACE,
      text: "And a count of what there is now.",
      tool: {
        name: "Bash",
        input: {
          command: "wc -l date_parser.py test_date_parser.py",
          description: "Count lines",
        },
      },
    },
    {
      ...READING_PACE,
      text: `**Date parser for the notes service**: written, with four tests.

- \`date_parser.py\` reads ISO dates, *today* and *tomorrow*.
- \`test_date_parser.py\` covers the end of a month and refuses nonsense.
- I did not run the tests: running programs needs your approval here.`,
    },
  ],
};

/** The model's side refuses the second request for good, so the task fails. */
export const flakyUpstream: RuleInput = {
  name: "flaky upstream",
  when: { last_user: "flaky upstream" },
  steps: [
    {
      ...BRISK_PACE,
      text: "I check what was imported before I ask the upstream again.",
      tool: {
        name: "Bash",
        input: {
          command: "ls -la",
          description: "List the working directory",
        },
      },
    },
    {
      status: 400,
      message:
        "The upstream rejected this request: its changelog cannot be read (demo failure)",
    },
  ],
};

/** A mention of a task's text in any of these calls the scene up, whoever the agent is. */
export const scenes: readonly RuleInput[] = [
  ping,
  flakyUpstream,
  helloWorld,
  missingSettings,
  dateParser,
];
