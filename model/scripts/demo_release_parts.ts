/** The parts of the demo's first hand-off, as its workers do them. */

import type { ReplyFieldsInput, RuleInput } from "../script_schema.ts";
import { BRISK_PACE, READING_PACE, WRITING_PACE } from "./demo_pace.ts";
import { RELEASE_TITLE } from "./demo_tasks.ts";
import { fleetTool, LOOK, partPrompt, WORKER } from "./demo_tools.ts";

/** How the question begins that a worker asks its manager. */
export const CASE_QUESTION = "Does the search tell upper and lower case apart";

const SEARCH = `def find_notes(notes, words):
    """The notes whose title or text has all the words, in any case."""
    wanted = [word.lower() for word in words.split()]

    def has_all(note):
        text = (note["title"] + " " + note["text"]).lower()
        return all(word in text for word in wanted)

    return [note for note in notes if has_all(note)]
`;

const TAGS = `from collections import Counter


def count_tags(notes):
    """How often each tag is used, the most used first."""
    return Counter(tag for note in notes for tag in note["tags"]).most_common()
`;

const TESTS = `import unittest

from search import find_notes
from tags import count_tags

NOTES = [
    {"title": "Bread", "text": "Flour and water", "tags": ["food"]},
    {"title": "Garden", "text": "Water the beans", "tags": ["home", "food"]},
]


class NotesTest(unittest.TestCase):
    def test_finds_words_in_title_and_text(self):
        self.assertEqual(find_notes(NOTES, "bread flour"), NOTES[:1])

    def test_ignores_case(self):
        self.assertEqual(find_notes(NOTES, "WATER"), NOTES)

    def test_counts_the_most_used_tag_first(self):
        self.assertEqual(count_tags(NOTES)[0], ("food", 2))

    def test_no_notes_have_no_tags(self):
        self.assertEqual(count_tags([]), [])
`;

const NO_HIT = `
    def test_finds_nothing_where_no_note_has_the_words(self):
        self.assertEqual(find_notes(NOTES, "cellar"), [])
`;

const GUIDE = `# Searching notes and using tags

## Search

\`find_notes(notes, "water beans")\` gives the notes that have both words, in the
title or in the text. Upper and lower case do not matter.

## Tags

\`count_tags(notes)\` gives every tag with how often it is used, the most used first.
`;

const write = (file: string, content: string) => ({
  name: "Write",
  input: { file_path: `{{cwd}}/${file}`, content },
});

const read = (file: string): ReplyFieldsInput => ({
  ...BRISK_PACE,
  text: `I read \`${file}\` once more.`,
  tool: { name: "Read", input: { file_path: `{{cwd}}/${file}` } },
});

const progress = (share: number, details: string): ReplyFieldsInput => ({
  ...BRISK_PACE,
  tool: fleetTool("report_progress", { progress: share, details }),
});

const report = (text: string, code = ""): ReplyFieldsInput => ({
  ...WRITING_PACE,
  tool: fleetTool("submit_result", {
    output: code ? `${text}\n\n\`\`\`python\n${code}\`\`\`` : text,
  }),
});

const does = (part: string, then = "") => ({
  system: WORKER,
  last_user: partPrompt(part, RELEASE_TITLE, then),
});

const search: RuleInput = {
  name: "release: search, asks first",
  when: does("search"),
  steps: [
    {
      ...READING_PACE,
      text: "The search is mine. A look at the folder first.",
      tool: LOOK,
    },
    {
      ...READING_PACE,
      thinking:
        "Case decides how the words are compared, and nobody said what is wanted.",
      text: "One thing decides how I write this, so I ask.",
      tool: fleetTool("ask_manager", {
        question: `${CASE_QUESTION}? I would say no, as people type quickly.`,
      }),
    },
    { ...READING_PACE, text: "I go on when the answer is there." },
  ],
};

const writesSearch: readonly ReplyFieldsInput[] = [
  {
    ...WRITING_PACE,
    text: "Case is ignored, then. I write it so.",
    tool: write("search.py", SEARCH),
  },
  progress(0.7, "search.py is written; case is ignored"),
  read("search.py"),
  report("`search.py` has `find_notes`; it ignores case. The code:", SEARCH),
  { ...READING_PACE, text: "The search is done." },
];

const searchAnswered: RuleInput = {
  name: "release: search, answered",
  when: {
    system: WORKER,
    last_user: `/It answers your question [^\\n]*${CASE_QUESTION}/`,
  },
  steps: [...writesSearch],
};

/** An attempt that was cut off after the answer came does not ask again. */
const searchAgain: RuleInput = {
  name: "release: search, once more",
  when: {
    ...does("search", "## Attempt"),
    any_user: `/It answers your question [^\\n]*${CASE_QUESTION}/`,
  },
  steps: [...writesSearch],
};

const tags: RuleInput = {
  name: "release: tags",
  when: does("tags"),
  steps: [
    {
      ...READING_PACE,
      text: "Tags are mine. The library that comes with Python counts well.",
      tool: LOOK,
    },
    {
      ...WRITING_PACE,
      text: "`Counter` gives the order for free.",
      tool: write("tags.py", TAGS),
    },
    progress(0.6, "tags.py is written"),
    read("tags.py"),
    report("`tags.py` has `count_tags`. The code:", TAGS),
    { ...READING_PACE, text: "The tags are done." },
  ],
};

const BETWEEN = "[\\s\\S]*?";
const CODE = `${BETWEEN}\`\`\`python\\n(${BETWEEN})\`\`\``;

const tests: RuleInput = {
  name: "release: tests",
  // The code comes out of the results that the prompt quotes.
  when: does("tests", `### .search.${CODE}${BETWEEN}### .tags.${CODE}`),
  steps: [
    {
      ...READING_PACE,
      text: "Both results are here. I save their code beside the tests.",
      tools: [write("search.py", "{{1}}"), write("tags.py", "{{2}}")],
    },
    progress(0.3, "The code of both parts is in place"),
    {
      ...WRITING_PACE,
      text: "Now a test for each promise.",
      tool: write("test_notes.py", TESTS),
    },
    progress(0.8, "Four tests are written"),
    {
      ...BRISK_PACE,
      text: "I count them.",
      tool: {
        name: "Bash",
        input: {
          command: "grep -c 'def test' test_notes.py",
          description: "Count the tests",
        },
      },
    },
    report(
      "`test_notes.py` has four tests: words in title and text, case, the order of tags, no notes at all. I did not run them, as you said.",
    ),
    { ...READING_PACE, text: "The tests are written." },
  ],
};

const testsAgain: RuleInput = {
  name: "release: tests, sent back",
  when: does("tests", "## Sent back"),
  steps: [
    read("test_notes.py"),
    {
      ...WRITING_PACE,
      text: "True, that case is missing. Here it is.",
      tool: write("test_notes.py", TESTS + NO_HIT),
    },
    progress(0.8, "The missing test is added"),
    {
      ...BRISK_PACE,
      tool: {
        name: "Bash",
        input: {
          command: "grep -n 'def test' test_notes.py",
          description: "List the tests",
        },
      },
    },
    report(
      "`test_notes.py` has five tests now: a search that finds nothing gives an empty list.",
    ),
    { ...READING_PACE, text: "The gap is closed." },
  ],
};

const guide: RuleInput = {
  name: "release: guide",
  when: does("guide"),
  steps: [
    {
      ...READING_PACE,
      text: "A guide for people in a hurry: two examples and no more.",
      tool: LOOK,
    },
    { ...WRITING_PACE, text: "I write it.", tool: write("guide.md", GUIDE) },
    progress(0.7, "guide.md is written"),
    {
      ...BRISK_PACE,
      text: "Does it fit on one screen?",
      tool: {
        name: "Bash",
        input: { command: "wc -l guide.md", description: "Count lines" },
      },
    },
    report("`guide.md` is on one screen: an example for each of the two."),
    { ...READING_PACE, text: "The guide is done." },
  ],
};

/** The special cases of a part stand before the part. */
export const releaseParts: readonly RuleInput[] = [
  searchAnswered,
  searchAgain,
  search,
  tags,
  testsAgain,
  tests,
  guide,
];
