import assert from "node:assert/strict";
import type { CliEvent, TurnResult } from "@/domain/cli_event.ts";
import { replay } from "@/tests/helpers/transcripts.ts";
import { ContextGauge } from "@/orchestrator/context_gauge.ts";

const answer = (
  contextTokens: number,
  parentToolUseId?: string,
): CliEvent => ({
  kind: "block_finished",
  messageId: "m1",
  model: "claude-sonnet-5-5",
  block: { type: "text", text: "" },
  parentToolUseId,
  aborted: false,
  error: undefined,
  contextTokens,
});
const turnEnd = (id: string, contextWindow?: number) => ({
  modelUsage: {
    "claude-haiku-4-5": { ...NONE, contextWindow: 200_000 },
    [id]: { ...NONE, ...contextWindow && { contextWindow } },
  },
} as unknown as TurnResult);
const NONE = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, costUsd: 0 };

Deno.test("the context is what the last answer was made from, of the window of its model", () => {
  const gauge = new ContextGauge();

  gauge.observe(answer(900));
  gauge.observe(answer(1_200));

  const use = { tokens: 1_200, window: 1_000_000 };
  assert.deepEqual(gauge.read(turnEnd("claude-sonnet-5-5", 1_000_000)), use);
  assert.deepEqual(
    gauge.read(turnEnd("claude-sonnet-5-5[1m]", 1_000_000)),
    use,
  );
});

Deno.test("what subagents and the CLI itself say counts for nothing, nor does a window that nobody tells", () => {
  const gauge = new ContextGauge();

  gauge.observe(answer(5_000, "toolu_1"));
  gauge.observe(answer(0));
  const early = gauge.read(turnEnd("claude-sonnet-5-5", 1_000_000));
  gauge.observe(answer(1_200));
  const unknown = gauge.read(turnEnd("claude-sonnet-5-5"));

  assert.equal(early, undefined);
  assert.equal(unknown, undefined);
});

Deno.test("a recorded turn tells how full its conversation was", () => {
  const gauge = new ContextGauge();
  const { events } = replay("18-json-schema.jsonl");

  for (const event of events) gauge.observe(event);
  const ended = events.findLast(({ kind }) => kind === "turn_ended");

  assert.ok(ended?.kind === "turn_ended");
  const read = gauge.read(ended.result);
  assert.equal(read?.window, 1_000_000);
  assert.ok(read.tokens >= 10);
});
