import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { sampleSession } from "@/components/gallery/sample_fleet.ts";
import { SessionActions } from "@/islands/session/SessionActions.tsx";

/** What the buttons say, and why those that cannot be pressed cannot. */
function buttons(html: string): readonly string[] {
  return [...html.matchAll(/<button([^>]*)>([^<]*)</g)].map(([, set, word]) =>
    /\bdisabled\b/.test(set!)
      ? `${word}: ${set!.match(/title="([^"]*)"/)?.[1]}`
      : word!
  );
}

Deno.test("a session that has living agents cannot be archived, and says why", () => {
  const session = sampleSession(1, "Release");

  const busy = renderToString(<SessionActions session={session} living={2} />);
  const free = renderToString(<SessionActions session={session} living={0} />);

  assert.deepEqual(buttons(busy), [
    "Rename",
    "Archive: 2 agents of it must be ended first",
  ]);
  assert.deepEqual(buttons(free), ["Rename", "Archive"]);
});

Deno.test("an archived session is restored before it is renamed", () => {
  const session = sampleSession(1, "Release", "archived");

  const html = renderToString(<SessionActions session={session} living={0} />);

  assert.deepEqual(buttons(html), ["Rename: Restore it first", "Restore"]);
});
