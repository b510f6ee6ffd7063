import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { sampleTranscript } from "@/components/gallery/sample_transcript.ts";
import { isCut, leanEntry, leanFleet } from "@/domain/lean_fleet.ts";

Deno.test("leanFleet leaves titles and states, when it takes the texts away", () => {
  const fleet = sampleFleet();

  const lean = leanFleet(fleet);

  const task = lean.tasks[sampleId(106)]!;
  assert.equal(task.title, fleet.tasks[sampleId(106)]!.title);
  assert.equal(task.description.text, "");
  assert.ok(task.state.status === "completed");
  assert.ok(isCut(task.state.result.output));
  assert.equal(task.state.result.output.length, 28);
});

Deno.test("leanEntry cuts what a tool gave back, when it is long", () => {
  const result = sampleTranscript().find(({ kind }) => kind === "tool_result");
  assert.ok(result?.kind === "tool_result");
  const text = { text: "x".repeat(9_000), length: 9_000, blob: null };

  const lean = leanEntry({ ...result, text });

  assert.ok(lean.kind === "tool_result");
  assert.ok(isCut(lean.text));
  assert.equal(lean.text.length, 9_000);
});

Deno.test("leanEntry leaves what was said alone, when it is long", () => {
  const said = sampleTranscript().find(({ kind }) => kind === "text");
  assert.ok(said?.kind === "text");

  assert.equal(leanEntry(said), said);
});

Deno.test("leanFleet takes the texts of hand-offs, messages and results away, and says how long they are", () => {
  const crew = sampleCrew();

  const lean = leanFleet(crew);

  const handoff = lean.handoffs[sampleId(500)];
  const message = lean.messages[sampleId(604)];
  assert.equal(handoff?.requirements?.text, "");
  assert.ok(handoff && isCut(handoff.parts[0]!.description));
  assert.ok(message && isCut(message.text));
  const { state } = lean.tasks[sampleId(202)]!;
  assert.ok(state.status === "in_review" && isCut(state.result.output));
});
