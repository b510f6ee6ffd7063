import assert from "node:assert/strict";
import { sampleTranscript } from "@/components/gallery/sample_transcript.ts";
import {
  applyDelta,
  type Draft,
  settleDrafts,
} from "@/components/transcript/drafts.ts";
import { toRows } from "@/components/transcript/rows.ts";
import {
  prettyInput,
  toolSummary,
} from "@/components/transcript/tool_summary.ts";
import type { LiveDelta } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";

const agent_id = "0195f000-0000-7000-8000-000000000001" as AgentId;

function delta(
  message_id: string,
  block_index: number,
  text: string,
  of: "text" | "thinking" | "tool_input" = "text",
): LiveDelta {
  return {
    type: "transcript.delta",
    agent_id,
    message_id,
    block_index,
    of,
    text,
  };
}

const fold = (deltas: readonly LiveDelta[]) =>
  deltas.reduce(applyDelta, [] as readonly Draft[]);

function finishedText(message_id: string): TranscriptEntry {
  const entry = sampleTranscript().find(({ kind }) => kind === "text");
  assert.ok(entry?.kind === "text");
  return { ...entry, message_id };
}

Deno.test("toRows puts a result with its call, when both are there", () => {
  const rows = toRows(sampleTranscript());

  const tools = rows.filter((row) => row.kind === "tool");
  assert.deepEqual(
    tools.map(({ call, result }) => [call.tool, result?.n ?? null]),
    [["Read", 4], ["Bash", 6], ["Task", null]],
  );
  assert.ok(
    !rows.some((row) =>
      row.kind === "entry" && row.entry.kind === "tool_result"
    ),
  );
});

Deno.test("toRows keeps a result on its own line, when its call is not held", () => {
  const withoutCalls = sampleTranscript().filter(({ kind }) =>
    kind !== "tool_call"
  );

  const rows = toRows(withoutCalls);

  assert.equal(rows.length, withoutCalls.length);
});

Deno.test("applyDelta joins the pieces of one block, when they come one by one", () => {
  const drafts = fold([
    delta("m1", 0, "Str"),
    delta("m1", 1, "{", "tool_input"),
    delta("m1", 0, "eam"),
  ]);

  assert.deepEqual(drafts.map(({ text }) => text), ["Stream", "{"]);
});

Deno.test("applyDelta drops a message's drafts, when it is abandoned", () => {
  const drafts = fold([
    delta("m1", 0, "gone"),
    delta("m2", 0, "stays"),
    { type: "transcript.abandoned", agent_id, message_id: "m1" },
  ]);

  assert.deepEqual(drafts.map(({ text }) => text), ["stays"]);
});

Deno.test("settleDrafts takes the first block of the kind, when an entry is finished", () => {
  const drafts = fold([
    delta("m1", 0, "hm", "thinking"),
    delta("m1", 1, "first"),
    delta("m1", 2, "second"),
  ]);

  const left = settleDrafts(drafts, finishedText("m1"));

  assert.deepEqual(left.map(({ text }) => text), ["hm", "second"]);
});

Deno.test("settleDrafts leaves drafts alone, when another message is finished", () => {
  const drafts = fold([delta("m1", 0, "still writing")]);

  assert.equal(settleDrafts(drafts, finishedText("m2")), drafts);
});

Deno.test("settleDrafts leaves nothing behind, when the turn ends", () => {
  const end = sampleTranscript().find(({ kind }) => kind === "turn_ended")!;

  assert.deepEqual(settleDrafts(fold([delta("m1", 0, "cut")]), end), []);
});

Deno.test("toolSummary names the main argument, when the input is whole", () => {
  assert.equal(
    toolSummary(
      '{"description":"Run tests","command":"deno  test\\n-q"}',
      "/w",
    ),
    "deno test -q",
  );
  assert.equal(toolSummary('{"limit":3,"topic":"auth"}', "/w"), "auth");
  assert.equal(toolSummary('{"limit":3}', "/w"), "");
});

Deno.test("toolSummary shows the beginning, when the input is cut", () => {
  assert.equal(toolSummary('{"command":"deno te', "/w"), '{"command":"deno te');
  assert.equal(toolSummary("x".repeat(500), "/w").length, 160);
});

Deno.test("prettyInput leaves text alone, when it is not JSON", () => {
  assert.equal(prettyInput('{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(prettyInput("{cut"), "{cut");
});

Deno.test("toolSummary shows a path from the agent's folder, when it lies inside", () => {
  assert.equal(
    toolSummary('{"file_path":"/data/ada/work/src/a.ts"}', "/data/ada/work"),
    "src/a.ts",
  );
  assert.equal(
    toolSummary('{"file_path":"/data/adam/x.ts"}', "/data/ada"),
    "/data/adam/x.ts",
  );
});
