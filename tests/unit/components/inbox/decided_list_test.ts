import assert from "node:assert/strict";
import { h } from "preact";
import { render } from "preact-render-to-string";
import { sampleInbox } from "@/components/gallery/sample_inbox.ts";
import { DecidedList } from "@/components/inbox/DecidedList.tsx";

Deno.test("an answered question is listed with what was asked and what was answered", () => {
  const fleet = sampleInbox();
  const asked = Object.values(fleet.approvals)
    .find(({ kind }) => kind === "question");
  assert.ok(asked);
  const answered = {
    ...asked,
    state: {
      status: "allowed",
      since: asked.created_at,
      by: { kind: "person" },
      scope: "once",
      answers: { "Which name?": "Harbour" },
    },
  } as const;

  const html = render(h(DecidedList, { approvals: [answered], fleet }));

  assert.match(html, /Answered/);
  assert.match(html, /<dt><bdi>Which name\?<\/bdi><\/dt>/);
  assert.match(html, /<dd><bdi>Harbour<\/bdi><\/dd>/);
});
