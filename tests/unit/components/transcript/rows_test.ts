import assert from "node:assert/strict";
import { toRows } from "@/components/transcript/rows.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { longTranscript } from "@/tests/helpers/long_transcript.ts";

const [, , call, result] = longTranscript(4);
assert.ok(call?.kind === "tool_call" && result?.kind === "tool_result");
const later = (n: number): TranscriptEntry => ({ ...result, n });

Deno.test("a result far below its call has a line that leads back", () => {
  const [line] = toRows([later(500)], [call]);

  assert.deepEqual(
    line?.kind === "far_result" && [line.n, line.call.n],
    [500, call.n],
  );
});

Deno.test("a call shows the result that stands far below", () => {
  const [line] = toRows([call], [later(500)]);

  assert.equal(line?.kind === "tool" && line.result?.n, 500);
});

Deno.test("a result whose call nobody has keeps its text", () => {
  const [line] = toRows([result]);

  assert.equal(line?.kind === "entry" && line.entry, result);
});
