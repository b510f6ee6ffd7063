import assert from "node:assert/strict";
import { h } from "preact";
import { render } from "preact-render-to-string";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";
import { PartCards } from "@/components/handoff/PartCards.tsx";

Deno.test("a part says why it was sent back, also when it was accepted after all", () => {
  const fleet = sampleCrew();
  const handoff = Object.values(fleet.handoffs)
    .find(({ task_id }) => task_id === HANDED_OFF);
  const part = handoff?.parts.find(({ task_id }) => task_id !== null);
  const task = part?.task_id && fleet.tasks[part.task_id];
  assert.ok(part && task);
  const accepted = {
    ...part,
    sent_back: 1,
    review: {
      verdict: "accepted",
      reason: "Now it is right.",
      at: task.created_at,
    },
  } as const;
  const tasks = {
    ...fleet.tasks,
    [task.id]: { ...task, feedback: "The tests are missing." },
  };

  const html = render(
    h(PartCards, { parts: [accepted], fleet: { ...fleet, tasks } }),
  );

  assert.match(html, /accepted, after it was sent back once/);
  assert.match(html, /Sent back once, because:/);
  assert.match(html, /The tests are missing\./);
  assert.match(html, /Now it is right\./);
});
