import { strict as assert } from "node:assert";
import { shortText } from "@/domain/long_text.ts";
import type { TranscriptBody, TranscriptEntry } from "@/domain/transcript.ts";
import { carriedSummary } from "@/orchestrator/recovery/carried_summary.ts";
import { agentId, AT } from "@/tests/helpers/fleet.ts";

const entry = (body: TranscriptBody, n: number): TranscriptEntry => ({
  ...body,
  agent_id: agentId(1),
  n,
  at: AT,
  task_id: null,
});
const own = { parent_tool_use_id: null } as const;
const call = (id: string, command: string): TranscriptBody => ({
  ...own,
  kind: "tool_call",
  message_id: "m",
  tool_use_id: id,
  tool: "Bash",
  input: shortText(JSON.stringify({ command })),
});
const said = (text: string, parent: string | null = null): TranscriptBody => ({
  kind: "text",
  parent_tool_use_id: parent,
  message_id: "m",
  text: shortText(text),
  aborted: false,
});

Deno.test("a new session is told what was asked, called and said in the one before", () => {
  const entries = [
    { ...own, kind: "prompt", text: shortText("Count the files") } as const,
    said("I look first."),
    call("t1", "ls"),
    call("t2", "wc missing"),
    {
      ...own,
      kind: "tool_result",
      tool_use_id: "t2",
      text: shortText("no such file"),
      is_error: true,
    } as const,
    said("of a subagent", "t1"),
    said(`${"long ".repeat(1_000)}the end`),
  ].map(entry);

  const summary = carriedSummary(entries);

  assert.match(summary, /told last:\nCount the files/);
  assert.match(summary, /- Bash ls\n- Bash wc missing \(failed\)/);
  assert.match(summary, /I look first\./);
  assert.match(summary, /the end\n\nLook at the state/);
  assert.doesNotMatch(summary, /of a subagent/);
  assert.ok(summary.length < 4_000);
});

Deno.test("a session of which nothing is known is told that it is a new one", () => {
  const summary = carriedSummary([]);

  assert.match(summary, /longer than your model can read/);
  assert.doesNotMatch(summary, /You called/);
});
