import { strict as assert } from "node:assert";
import type { CliEvent, ContentBlock } from "@/domain/cli_event.ts";
import { type LongText, shortText } from "@/domain/long_text.ts";
import { TranscriptEntry } from "@/domain/transcript.ts";
import { RepeatCap } from "@/domain/repeat_cap.ts";
import { transcriptOf } from "@/orchestrator/transcript_of.ts";
import { agentId, AT } from "@/tests/helpers/fleet.ts";
import { replay, transcriptNames } from "@/tests/helpers/transcripts.ts";

/** Leaves nothing out. */
const ALL = { take: () => 0 };
const store = (text: string): Promise<LongText> =>
  Promise.resolve(shortText(text));

function finished(block: ContentBlock, parentToolUseId?: string): CliEvent {
  return {
    kind: "block_finished",
    messageId: "m",
    model: "x",
    block,
    parentToolUseId,
    aborted: true,
    error: undefined,
  };
}

const PLACE = { parent_tool_use_id: null, message_id: "m" };

const CASES: readonly (readonly [string, CliEvent, unknown])[] = [
  ["a text", finished({ type: "text", text: "hi" }), {
    ...PLACE,
    kind: "text",
    text: shortText("hi"),
    aborted: true,
  }],
  ["a thought of a subagent", finished({ type: "thinking", text: "hm" }, "t"), {
    ...PLACE,
    parent_tool_use_id: "t",
    kind: "thinking",
    text: shortText("hm"),
  }],
  [
    "a tool call",
    finished({ type: "tool_use", id: "1", name: "Bash", input: { a: 1 } }),
    {
      ...PLACE,
      kind: "tool_call",
      tool_use_id: "1",
      tool: "Bash",
      input: shortText('{"a":1}'),
    },
  ],
  [
    "a block that nobody knows",
    finished({ type: "other", name: "x", raw: {} }),
    undefined,
  ],
  ["a tool's result", {
    kind: "tool_result",
    toolUseId: "1",
    text: "out",
    isError: true,
    structured: undefined,
    parentToolUseId: undefined,
  }, {
    kind: "tool_result",
    parent_tool_use_id: null,
    tool_use_id: "1",
    text: shortText("out"),
    is_error: true,
  }],
  ["a retry without an answer", {
    kind: "api_retry",
    attempt: 1,
    maxRetries: 2,
    delayMs: 1_260,
    status: undefined,
    error: undefined,
  }, {
    kind: "notice",
    parent_tool_use_id: null,
    level: "warning",
    text: shortText(
      "The model's service answered nothing; try 1 of 2 in 1.3 s",
    ),
  }],
  ["a receipt", { kind: "message_received", uuid: "u" }, undefined],
];

for (const [what, event, entry] of CASES) {
  Deno.test(`${what} leaves ${entry ? "its entry" : "nothing"} in the transcript`, async () => {
    assert.deepEqual(await transcriptOf(event, store, ALL), entry);
  });
}

Deno.test("whatever a process was ever recorded to say makes entries that can be stored", async () => {
  const kinds = new Set<string>();
  for (const name of transcriptNames()) {
    for (const event of replay(name).events) {
      const body = await transcriptOf(event, store, ALL);
      if (!body) continue;
      const entry = {
        ...body,
        agent_id: agentId(1),
        n: 0,
        at: AT,
        task_id: null,
      };
      assert.deepEqual(TranscriptEntry.parse(entry), entry, name);
      kinds.add(entry.kind);
    }
  }

  assert.deepEqual([...kinds].sort(), [
    "notice",
    "text",
    "thinking",
    "tool_call",
    "tool_result",
  ]);
});

Deno.test("lines that are broken again and again leave ten notices a minute, and then their number", async () => {
  let nowMs = 0;
  const cap = new RepeatCap(() => nowMs);
  const event = { kind: "malformed", reason: "not_json", sizeBytes: 6 };
  const told: string[] = [];
  const come = async (times: number) => {
    for (let n = 0; n < times; n++) {
      const body = await transcriptOf(event as CliEvent, store, cap);
      if (body?.kind === "notice") told.push(body.text.text);
    }
  };

  await come(100_000);
  const first = told.length;
  nowMs = 60_000;
  await come(1);

  assert.equal(first, 10);
  assert.deepEqual(told.slice(10), [
    "Skipped a line of 6 bytes from the process (not_json); 99990 more were left out before it",
  ]);
});
