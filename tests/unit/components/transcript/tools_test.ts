import assert from "node:assert/strict";
import { inputFields } from "@/components/transcript/tools/input_fields.ts";
import { toolLook, toolName } from "@/components/transcript/tools/tool_look.ts";
import {
  commandResult,
  countHits,
  fileLines,
  prettyJson,
  withoutWrapping,
} from "@/components/transcript/tools/tool_result.ts";
import {
  toolFacts,
  toolSummary,
} from "@/components/transcript/tools/tool_words.ts";

const look = (tool: string, input: object) =>
  toolLook(tool, JSON.stringify(input));
const summary = (tool: string, input: object) =>
  toolSummary(look(tool, input), "/w");

Deno.test("inputFields reads an input that is cut, as far as it goes", () => {
  const input = {
    replace_all: false,
    file_path: "/w/a.ts",
    old_string: 'say "hi"\nand go',
  };
  const json = JSON.stringify(input);

  const cut = inputFields(json.slice(0, -6));

  assert.deepEqual(inputFields(json), { fields: input, isWhole: true });
  assert.deepEqual(cut, {
    fields: { ...input, old_string: 'say "hi"\nan' },
    isWhole: false,
  });
});

Deno.test("inputFields reads the fields before a list that is cut", () => {
  const { fields } = inputFields('{"file_path":"/w/a.ts","edits":[{"old');

  assert.deepEqual(fields, { file_path: "/w/a.ts" });
});

Deno.test("inputFields finds no fields, when there is no object", () => {
  for (const json of ["", "null", "[1]", '"text"', "{", "cut"]) {
    assert.deepEqual(inputFields(json).fields, {});
  }
});

Deno.test("toolSummary names what a call is about, by its tool", () => {
  assert.equal(summary("Bash", { command: "deno  test\n-q" }), "deno test -q");
  assert.equal(summary("Read", { file_path: "/w/src/a.ts" }), "src/a.ts");
  assert.equal(
    summary("Grep", { pattern: "TODO", path: "/w/src", output_mode: "count" }),
    "TODO in src",
  );
  assert.equal(summary("Agent", { description: "Find it" }), "Find it");
  assert.equal(summary("WebSearch", { query: "deno kv" }), "deno kv");
  assert.equal(
    summary("mcp__fleet__send_message", { to: 3, text: "Hello" }),
    "Hello",
  );
  assert.equal(summary("Bash", { command: "x".repeat(500) }).length, 160);
});

Deno.test("toolFacts counts what a change brings and takes, and what is done", () => {
  const edit = look("Edit", {
    file_path: "/w/a.ts",
    old_string: "one\ntwo",
    new_string: "one\nthree\nfour",
  });
  const write = look("Write", { file_path: "/w/b.ts", content: "a\nb" });
  const many = look("MultiEdit", {
    file_path: "/w/c.ts",
    edits: [{ old_string: "a", new_string: "" }, {
      old_string: "b",
      new_string: "c",
      replace_all: true,
    }],
  });
  const todos = look("TodoWrite", {
    todos: [
      { content: "Read", status: "completed" },
      { content: "Mend", status: "in_progress" },
    ],
  });

  assert.deepEqual(
    [edit, write, many, todos].map((each) => toolFacts(each, undefined)),
    ["+2 −1", "+2 −0", "+1 −2", "1 of 2 done"],
  );
  assert.equal(toolSummary(todos, "/w"), "Mend");
});

Deno.test("toolFacts says which lines of a file were read", () => {
  const lines = (input: object) =>
    toolFacts(look("Read", { file_path: "/w/a", ...input }), undefined);

  assert.deepEqual(
    [lines({}), lines({ offset: 10 }), lines({ offset: 10, limit: 5 })],
    ["", "from line 10", "lines 10–14"],
  );
});

Deno.test("toolFacts tells the exit of a command and the hits of a search", () => {
  const failed = { text: "Exit code 3\nhello", isError: true };
  const hits = { text: "Found 2 files\na.ts\nb.ts", isError: false };

  assert.equal(toolFacts(look("Bash", { command: "x" }), failed), "exit 3");
  assert.equal(toolFacts(look("Glob", { pattern: "*" }), hits), "2 hits");
});

Deno.test("toolName takes a tool of an MCP server apart", () => {
  assert.deepEqual(toolName("mcp__my_server__send__it"), {
    server: "my_server",
    name: "send__it",
  });
  assert.deepEqual(toolName("Bash"), { server: "", name: "Bash" });
});

Deno.test("a tool that nobody knows shows all that it was asked for", () => {
  const input = { deep: { a: [1] }, flag: true };

  assert.deepEqual(look("Unheard", input), { kind: "other", fields: input });
});

Deno.test("commandResult reads the exit code of a command that failed, and of no other", () => {
  assert.deepEqual(commandResult("Exit code 127\nnot found", true), {
    exitCode: 127,
    output: "not found",
  });
  assert.deepEqual(commandResult("Exit code 1\n", false), {
    exitCode: null,
    output: "Exit code 1\n",
  });
});

Deno.test("fileLines takes the numbers off, in either way of writing them", () => {
  assert.deepEqual(fileLines("1\thello\n  12→\tworld\nno number"), [
    { number: "1", text: "hello" },
    { number: "12", text: "\tworld" },
    { number: null, text: "no number" },
  ]);
});

Deno.test("countHits counts lines, where the tool gives no number", () => {
  assert.deepEqual(
    ["No files found", "Found 12 matches", "a.ts:1:x\nb.ts:2:y\n", ""].map(
      countHits,
    ),
    [0, 12, 2, null],
  );
});

Deno.test("JSON is laid out, and a refusal unwrapped", () => {
  assert.equal(prettyJson('{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(prettyJson("{cut"), "{cut");
  assert.equal(
    withoutWrapping("<tool_use_error>No such tool</tool_use_error>"),
    "No such tool",
  );
});
