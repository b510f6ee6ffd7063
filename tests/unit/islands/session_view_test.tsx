import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import {
  SAMPLE_NOW,
  sampleFleet,
  sampleId,
  sampleSession,
} from "@/components/gallery/sample_fleet.ts";
import type { Session } from "@/domain/session.ts";
import SessionView from "@/islands/SessionView.tsx";

/** The words of a session's page, without markup. */
function wordsOf(session: Session): string {
  const html = renderToString(
    <SessionView
      rendered={{ fleet: sampleFleet(), atMs: SAMPLE_NOW }}
      left={{ waiting: 0, fitting: 0, forAnybody: 0 }}
      session={session}
      agents={[]}
      tasks={[]}
      hasMore={false}
    />,
  );
  return html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

const NOBODY = { ...sampleSession(310, "Empty"), agents: 0 };

Deno.test("a session's page shows its agents, and how many ended long ago", () => {
  const words = wordsOf(sampleFleet().sessions[sampleId(301)]!);

  for (const name of ["Ada", "Ben", "Cy"]) assert.ok(words.includes(name));
  assert.doesNotMatch(words, /Dee/);
  assert.match(words, /3 of 4: others ended long ago/);
});

Deno.test("a session without agents says what to do, or why there are none", () => {
  const archived = { ...sampleSession(311, "Old", "archived"), agents: 0 };

  assert.match(wordsOf(NOBODY), /Start an agent on the Fleet page/);
  assert.match(wordsOf(archived), /archived without any/);
  assert.match(
    wordsOf({ ...NOBODY, agents: 2 }),
    /2 agents ended long ago; the totals have what they did/,
  );
});
