/** What the demo's rules have in common: roles, the prompts of a hand-off, calls of the fleet's tools. */

import type { ReplyFieldsInput, RuleInput } from "../script_schema.ts";

type ToolCall = NonNullable<ReplyFieldsInput["tool"]>;

/** Parts of the system prompt that tell who is asked. */
export const MANAGER = "You are the manager";
export const WORKER = "You are a worker";

/** A call of one of the tools that an agent has from its fleet. */
export function fleetTool(
  name: string,
  input: Readonly<Record<string, unknown>> = {},
): ToolCall {
  return { name: `mcp__vamp__${name}`, input: { ...input } };
}

/** A look around that changes nothing. */
export const LOOK: ToolCall = {
  name: "Bash",
  input: { command: "ls -la", description: "List the working directory" },
};

/** A pattern for the prompt of the step that wants this tool called, with `about` anywhere in it. */
export function stepPrompt(tool: string, about = ""): string {
  return `/^(?=[\\s\\S]*Call the tool .mcp__vamp__${tool}\\b)[\\s\\S]*${about}/`;
}

/** A pattern for the prompt that gives a part to its worker. */
export function partPrompt(key: string, title: string, then = ""): string {
  return `/the part .${key}. of "${title}"${then && `[\\s\\S]*${then}`}/`;
}

/** What a prompt says below a question, with the asker's id as a group. */
export const HOW_TO_ANSWER =
  'send_message\\b[^\\n]*"to": "([^"]+)"[^\\n]*"kind": "answer"';

/** Which of the listed workers gets a part, from 1. */
export type Staffing = Readonly<Record<string, number>>;

const WHO = "worker_id (\\S+):";
const REST = "[^\\n]*";
const FREE = `${WHO}${REST}, 0 tasks;${REST}`;
const READY = `${WHO}(?!${REST}waits for a person)${REST}`;
const ANY = `${WHO}${REST}`;
const lines = (line: string, count: number) =>
  `/${Array(count).fill(line).join("\\n- ")}/`;

/**
 * The step in which the manager chooses workers: it asks who is there, and gives the parts to
 * the first of those that the answer lists, who are the least busy and wait for nobody.
 *
 * @param prompt A pattern for the step's prompt, without groups.
 */
export function chooseWorkers(
  name: string,
  prompt: string,
  pace: ReplyFieldsInput,
  staffing: { readonly three: Staffing; readonly two: Staffing },
): readonly RuleInput[] {
  const when = { system: MANAGER, last_user: prompt };
  const choice = (
    text: string,
    workers: string,
    parts: Staffing,
  ): RuleInput => ({
    name: `${name}: ${text}`,
    when: { ...when, step: 1, tool_result: workers },
    reply: {
      ...pace,
      text,
      tools: Object.entries(parts).map(([part, worker]) =>
        fleetTool("select_worker", { part, worker_id: `{{${worker}}}` })
      ),
    },
  });
  const alone = Object.fromEntries(
    Object.keys(staffing.two).map((part) => [part, 1]),
  );
  return [
    {
      name: `${name}: who is there`,
      when: { ...when, step: 0 },
      reply: {
        ...pace,
        text: "Who is there, and who has time?",
        tool: fleetTool("list_workers"),
      },
    },
    choice(
      "Three workers have nothing to do. I spread the parts over them.",
      lines(FREE, 3),
      staffing.three,
    ),
    choice(
      "I take the two who have the least to do, so that the first parts run side by side.",
      lines(READY, 2),
      staffing.two,
    ),
    choice(
      "One of them can begin now, and gets the parts one after the other.",
      lines(READY, 1),
      alone,
    ),
    choice(
      "Everybody waits for a person. The first who is free again begins.",
      lines(ANY, 1),
      alone,
    ),
    {
      name: `${name}: chosen`,
      when,
      reply: {
        ...pace,
        text: "{{pick:That is settled.|Everybody has a part now.}}",
      },
    },
  ];
}
