import type { AgentId } from "@/domain/ids.ts";
import type { TranscriptBody, TranscriptEntry } from "@/domain/transcript.ts";
import { sampleId, sampleTime } from "./sample_fleet.ts";

/** Each kind of entry, in an order in which it could have happened. */
export function sampleTranscript(): readonly TranscriptEntry[] {
  return BODIES.map((body, n) => ({
    ...body,
    agent_id: sampleId(1) as AgentId,
    n,
    at: sampleTime(120 - 5 * n),
    task_id: null,
  }));
}

const text = (value: string) => ({
  text: value,
  length: value.length,
  blob: null,
});
const own = { parent_tool_use_id: null };
const sub = { parent_tool_use_id: "call-3" };

const BODIES: readonly TranscriptBody[] = [
  {
    ...own,
    kind: "prompt",
    text: text("Run the unit tests and mend what fails."),
  },
  {
    ...own,
    kind: "thinking",
    message_id: "m1",
    text: text("First see which tests there are."),
  },
  {
    ...own,
    kind: "text",
    message_id: "m1",
    text: text("I will look at the tests first, then run them."),
    aborted: false,
  },
  {
    ...own,
    kind: "tool_call",
    message_id: "m1",
    tool_use_id: "call-1",
    tool: "Read",
    input: text('{"file_path":"/srv/app/src/auth.ts"}'),
  },
  {
    ...own,
    kind: "tool_result",
    tool_use_id: "call-1",
    text: text(
      Array.from({ length: 40 }, (_, i) => `${i + 1}  const line${i} = ${i};`)
        .join("\n"),
    ),
    is_error: false,
  },
  {
    ...own,
    kind: "tool_call",
    message_id: "m2",
    tool_use_id: "call-2",
    tool: "Bash",
    input: text('{"command":"deno test","description":"Run the tests"}'),
  },
  {
    ...own,
    kind: "tool_result",
    tool_use_id: "call-2",
    text: text("Exit code 1\nerror: 2 tests failed\n  login_test.ts"),
    is_error: true,
  },
  {
    ...own,
    kind: "tool_call",
    message_id: "m3",
    tool_use_id: "call-3",
    tool: "Task",
    input: text('{"description":"Find the callers of login()"}'),
  },
  {
    ...sub,
    kind: "prompt",
    text: text("Find the callers of login()."),
  },
  {
    ...sub,
    kind: "text",
    message_id: "s1",
    text: text("There are three callers."),
    aborted: false,
  },
  {
    ...own,
    kind: "notice",
    level: "warning",
    text: text("The API is overloaded (529): try 2 of 10 in 4 s."),
  },
  {
    ...own,
    kind: "notice",
    level: "info",
    text: text("The session was taken up again after a restart."),
  },
  {
    ...own,
    kind: "text",
    message_id: "m4",
    text: text("Half of an ans"),
    aborted: true,
  },
  {
    ...own,
    kind: "turn_ended",
    succeeded: true,
    reason: "completed",
    duration_ms: 48_300,
    cost_usd: 0.0421,
    tokens: 18_420,
  },
];
