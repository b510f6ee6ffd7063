import assert from "node:assert/strict";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { AgentTable } from "@/components/AgentTable.tsx";
import { ClaudeNotice } from "@/components/ClaudeNotice.tsx";
import { Field } from "@/components/Field.tsx";
import { currentAgents } from "@/components/fleet_order.ts";
import { SAMPLE_NOW, sampleFleet } from "@/components/gallery/sample_fleet.ts";
import { sampleTranscript } from "@/components/gallery/sample_transcript.ts";
import { LOOKS } from "@/components/status.ts";
import { StatusChip } from "@/components/StatusChip.tsx";
import type { RowNow, RowView } from "@/components/transcript/row_view.ts";
import { toRows } from "@/components/transcript/rows.ts";
import { TranscriptRow } from "@/components/transcript/TranscriptRow.tsx";

const render = (element: VNode) => renderToString(element);

const VIEW: RowView = {
  agentId: "0195f000-0000-7000-8000-000000000001",
  agentName: "Ada",
  folder: "/w",
  loadFull: () => Promise.resolve(undefined),
  folds: { get: () => undefined, set: () => {} },
  isLean: false,
};
const NOW: RowNow = { isMarked: false, sought: "", isBusy: true, nowMs: 0 };

Deno.test("StatusChip draws a shape of its own, for each look", () => {
  const shapes = LOOKS.map((look) =>
    render(
      <StatusChip status={{ look, word: "W", reason: "", evidence: "" }} />,
    ).replace(/data-look="\w+"/, "")
  );

  assert.equal(new Set(shapes).size, LOOKS.length);
});

Deno.test("AgentTable heads each row with the agent's name, for screen readers", () => {
  const fleet = sampleFleet();

  const html = render(
    <AgentTable
      caption="Agents"
      groups={[{ agents: currentAgents(fleet) }]}
      fleet={fleet}
      now={SAMPLE_NOW}
    />,
  );

  const heads = html.match(/<th[^>]*scope="row"/g) ?? [];
  assert.equal(heads.length, 8);
  assert.match(html, /Try 2 after HTTP 529, in 14s/);
  assert.match(html, /datetime="2026-03-14T11:58:56.000Z"/i);
});

Deno.test("AgentTable has no style of its own, as the policy of the page forbids it", () => {
  const fleet = sampleFleet();

  const html = render(
    <AgentTable
      caption="Agents"
      groups={[{ agents: currentAgents(fleet) }]}
      fleet={fleet}
      now={SAMPLE_NOW}
    />,
  );

  assert.doesNotMatch(html, / style=/);
});

Deno.test("TranscriptRow opens a tool call, when it went wrong", () => {
  const html = toRows(sampleTranscript()).filter((row) => row.kind === "tool")
    .map((row) =>
      render(
        <TranscriptRow
          row={row}
          view={VIEW}
          now={NOW}
        />,
      )
    );

  assert.deepEqual(
    html.map((each) => /<details[^>]* open/.test(each)),
    [false, true, false],
  );
});

Deno.test("TranscriptRow escapes what an agent says, when it looks like markup", () => {
  const said = sampleTranscript().find(({ kind }) => kind === "text");
  assert.ok(said?.kind === "text");
  const text = "<img src=x onerror=alert(1)>";
  const entry = { ...said, text: { text, length: text.length, blob: null } };

  const html = render(
    <TranscriptRow
      row={{ kind: "entry", n: 1, entry }}
      view={VIEW}
      now={NOW}
    />,
  );

  assert.doesNotMatch(html, /<img/);
});

Deno.test("ClaudeNotice says what to do, when agents cannot start", () => {
  const signedOut = render(
    <ClaudeNotice status={{ kind: "signed_out", path: "/usr/bin/claude" }} />,
  );
  const ready = render(
    <ClaudeNotice
      status={{ kind: "ready", path: "/usr/bin/claude", source: "" }}
    />,
  );

  assert.match(signedOut, /claude setup-token/);
  assert.match(signedOut, /deno task demo/);
  assert.equal(ready, "");
});

Deno.test("Field puts the error next to its control, when the value is wrong", () => {
  const html = render(
    <Field id="model" label="Model" error="takes a model's alias or id">
      <input id="model" />
    </Field>,
  );

  assert.match(html, /<label for="model">/);
  assert.match(
    html,
    /<input id="model"\/?><p class="field-error" id="model-error">/,
  );
});
