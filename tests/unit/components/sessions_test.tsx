import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import {
  sampleFleet,
  sampleId,
  sampleTask,
  sampleTime,
} from "@/components/gallery/sample_fleet.ts";
import { sessionStatus } from "@/components/session_look.ts";
import {
  activeSessions,
  archivedSessions,
  fleetOfSession,
} from "@/components/session_order.ts";
import { SessionCards } from "@/components/SessionCards.tsx";
import { SessionLink } from "@/components/SessionLink.tsx";
import { SessionTable } from "@/components/SessionTable.tsx";
import type { SessionId } from "@/domain/ids.ts";

const RELEASE = sampleId(301) as SessionId;

Deno.test("activeSessions puts the newest first, and leaves archived ones to their fold", () => {
  const fleet = sampleFleet();

  const active = activeSessions(fleet).map(({ id }) => id);
  const archived = archivedSessions(fleet).map(({ id }) => id);

  assert.deepEqual(active, [sampleId(302), RELEASE]);
  assert.deepEqual(archived, [sampleId(303)]);
});

Deno.test("fleetOfSession holds what the fleet has let go of, and prefers what came since", () => {
  const fleet = sampleFleet();
  const since = sampleTime(9_000);
  const old = {
    ...sampleTask(90, 1, "Long ago", {
      status: "pending",
      since,
      not_before: null,
    }),
    session_id: RELEASE,
  };
  const stale = { ...fleet.agents[sampleId(1)]!, name: "Old name" };

  const mine = fleetOfSession(fleet, RELEASE, {
    agents: [stale],
    tasks: [old],
  });

  const names = Object.values(mine.agents).map(({ name }) => name);
  assert.deepEqual(names.sort(), ["Ada", "Ben", "Cy"]);
  const tasks = Object.values(mine.tasks);
  assert.ok(tasks.some(({ title }) => title === "Long ago"));
  assert.ok(tasks.every(({ session_id }) => session_id === RELEASE));
});

Deno.test("sessionStatus says whether agents of the session work, and counts those that live", () => {
  const fleet = sampleFleet();

  const words = activeSessions(fleet).concat(archivedSessions(fleet))
    .map((session) => sessionStatus(session, fleet))
    .map(({ word, reason }) => `${word} ${reason}`.trim());

  assert.deepEqual(words, ["Active", "Working 3 busy", "Archived"]);
  const release = sessionStatus(fleet.sessions[RELEASE]!, fleet);
  assert.match(release.evidence, /3 living agents/);
});

Deno.test("SessionTable and SessionCards tell the totals, without a style of their own", () => {
  const fleet = sampleFleet();
  const session = fleet.sessions[RELEASE]!;

  const table = renderToString(
    <SessionTable caption="Sessions" sessions={[session]} fleet={fleet} />,
  );
  const cards = renderToString(<SessionCards session={session} />);

  assert.match(table, /<th[^>]*scope="row"[^>]*><a href="\/sessions\//);
  assert.match(table, /3 done, 1 failed/);
  for (const html of [table, cards]) {
    assert.match(html, /12m 34s/);
    assert.match(html, /\$0\.08/);
    assert.doesNotMatch(html, / style=/);
  }
});

Deno.test("SessionLink names the session, also one that left the fleet", () => {
  const fleet = sampleFleet();
  const link = (id: string) =>
    renderToString(<SessionLink id={id} fleet={fleet} />);

  assert.match(link(RELEASE), />Release 2\.4</);
  assert.match(link(sampleId(399)), />an archived session</);
});
