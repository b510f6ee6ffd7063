import { shortText } from "@/domain/long_text.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { TranscriptBody, TranscriptEntry } from "@/domain/transcript.ts";
import { sampleId, sampleTime } from "./sample_fleet.ts";

type Use = {
  readonly tool: string;
  readonly input: object;
  readonly result?: string;
  readonly isError?: boolean;
};

const ESC = "\u001b";

const USES: readonly Use[] = [
  {
    tool: "Bash",
    input: { command: "deno test", description: "Run the tests" },
    result:
      `${ESC}[32mok${ESC}[0m 12 passed\n${ESC}[1;31mFAILED${ESC}[0m 1 of 13`,
  },
  {
    tool: "Bash",
    input: { command: "cat missing.txt" },
    result: "Exit code 1\ncat: missing.txt: No such file or directory",
    isError: true,
  },
  {
    tool: "Read",
    input: { file_path: "/srv/app/src/auth.ts", offset: 10, limit: 3 },
    result: "10\texport function login() {\n11\t  return true;\n12\t}",
  },
  {
    tool: "Edit",
    input: {
      file_path: "/srv/app/src/auth.ts",
      old_string: "  return true;",
      new_string: "  const user = find();\n  return user !== undefined;",
      replace_all: false,
    },
    result: "The file /srv/app/src/auth.ts has been updated successfully.",
  },
  {
    tool: "Write",
    input: {
      file_path: "/srv/app/NOTES.md",
      content: "# Notes\n\nNone yet.\n",
    },
    result: "File created successfully at: /srv/app/NOTES.md",
  },
  {
    tool: "Grep",
    input: {
      pattern: "login\\(",
      path: "/srv/app/src",
      output_mode: "content",
    },
    result: "auth.ts:10:export function login() {\nmain.ts:3:login();",
  },
  {
    tool: "WebFetch",
    input: { url: "https://docs.deno.com/", prompt: "What is new?" },
    result: "Deno has **workspaces** now.\n\n- and more",
  },
  {
    tool: "TodoWrite",
    input: {
      todos: [
        { content: "Find the callers", status: "completed" },
        { content: "Mend the login", status: "in_progress" },
        { content: "Write a test", status: "pending" },
      ],
    },
    result: "Todos have been modified successfully.",
  },
  {
    tool: "Agent",
    input: {
      description: "Find the callers",
      prompt: "Find who calls login() and say where.",
      subagent_type: "general-purpose",
    },
    result: "Called in `main.ts` and in `auth.ts`.",
  },
  {
    tool: "mcp__fleet__send_message",
    input: { to: "Ben", text: "The login is mended.", urgent: false },
    result: '{"delivered":true,"position":1}',
  },
  {
    tool: "Unheard",
    input: { nested: { list: [1, 2, 3] }, flag: true },
    result: "<tool_use_error>Error: No such tool: Unheard</tool_use_error>",
    isError: true,
  },
  { tool: "Bash", input: { command: "sleep 60", run_in_background: true } },
];

/** One use of each tool that has a view of its own, and of some that have none. */
export function sampleTools(): readonly TranscriptEntry[] {
  const bodies = USES.flatMap((use, n): readonly TranscriptBody[] => {
    const own = { parent_tool_use_id: null, tool_use_id: `use-${n}` };
    const call = {
      ...own,
      kind: "tool_call",
      message_id: `m${n}`,
      tool: use.tool,
      input: shortText(JSON.stringify(use.input)),
    } as const;
    return use.result === undefined ? [call] : [call, {
      ...own,
      kind: "tool_result",
      text: shortText(use.result),
      is_error: use.isError ?? false,
    }];
  });
  return bodies.map((body, n) => ({
    ...body,
    agent_id: sampleId(1) as AgentId,
    n,
    at: sampleTime(60 - n),
    task_id: null,
  }));
}
