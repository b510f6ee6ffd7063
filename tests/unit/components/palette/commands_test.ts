import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { commandsFor } from "@/components/palette/commands.ts";

const names = (typed: string, fleet = sampleCrew()) =>
  commandsFor(fleet, typed).map(({ name }) => name);

Deno.test("the palette finds pages, agents, tasks and actions by their names", () => {
  assert.equal(names("inb")[0], "Inbox");
  assert.equal(names("mae")[0], "Mae");
  assert.deepEqual(names("upgrade bund"), ["Upgrade the bundler"]);
  assert.deepEqual(names("new"), ["New task", "New agent"]);
  assert.deepEqual(names("no such thing"), []);
});

Deno.test("the palette offers what the queue lacks: a pause, or an end of it", () => {
  const paused = sampleCrew();
  const open = { ...paused, queue: { paused: null } };

  assert.deepEqual(names("queue action", paused), ["Go on with the queue"]);
  assert.deepEqual(names("queue action", open), ["Pause the queue"]);
});
