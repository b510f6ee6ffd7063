import { strict as assert } from "node:assert";
import { blotSecrets } from "@/domain/blot_secrets.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import { blottedEvent } from "@/orchestrator/blotted_event.ts";

const KEY = "sk-ant-api03-AbCdEfGhIjKlMnOp";
const blot = blotSecrets([]);

function toolResult(text: string): CliEvent {
  return {
    kind: "tool_result",
    toolUseId: "toolu_1",
    text,
    isError: false,
    structured: { lines: [text, 7, null], file: { content: text } },
    parentToolUseId: undefined,
  };
}

Deno.test("an event loses its secrets at any depth, and nothing else", () => {
  const event = toolResult(`KEY=${KEY}`);

  const blotted = blottedEvent(event, blot);

  assert.deepEqual(blotted, toolResult("KEY=[secret]"));
});

Deno.test("an event without secrets stays the same object", () => {
  const event = toolResult("KEY=none");

  assert.equal(blottedEvent(event, blot), event);
});

Deno.test("a piece of a block is passed on as it came", () => {
  const piece: CliEvent = {
    kind: "delta",
    messageId: "m",
    blockIndex: 0,
    of: "text",
    text: KEY,
    parentToolUseId: undefined,
  };

  assert.equal(blottedEvent(piece, blot), piece);
});
