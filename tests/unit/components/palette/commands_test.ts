import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { commandsFor } from "@/components/palette/commands.ts";
import { knownOf } from "@/components/palette/known.ts";
import { PAGES, SUB_PAGES } from "@/components/palette/pages.ts";
import { routePaths } from "@/tests/helpers/route_paths.ts";

const commands = (typed: string, fleet = sampleCrew()) =>
  commandsFor(knownOf(fleet), typed).slice(0, typed === "" ? undefined : -1);
const names = (typed: string, fleet = sampleCrew()) =>
  commands(typed, fleet).map(({ name }) => name);

Deno.test("the palette finds pages, agents, tasks and actions by their names", () => {
  assert.equal(names("inb")[0], "Inbox");
  assert.equal(names("mae")[0], "Mae");
  assert.deepEqual(names("upgrade bund"), [
    "Upgrade the bundler",
    "Try again: Upgrade the bundler",
  ]);
  assert.deepEqual(names("new").slice(0, 3), [
    "New task",
    "New agent",
    "New message",
  ]);
  assert.deepEqual(names("no such thing"), []);
});

Deno.test("the palette offers what the queue lacks: a pause, or an end of it", () => {
  const paused = sampleCrew();
  const open = { ...paused, queue: { paused: null } };

  assert.deepEqual(names("queue action", paused), ["Go on with the queue"]);
  assert.deepEqual(names("queue action", open), ["Pause the queue"]);
});

Deno.test("the palette steers an agent that is named, as it stands", () => {
  const crew = sampleCrew();
  const mae = Object.values(crew.agents).find(({ name }) => name === "Mae")!;
  const held = { since: mae.created_at, reason: "lunch" };
  const withHeld = {
    ...crew,
    agents: { ...crew.agents, [mae.id]: { ...mae, held } },
  } as typeof crew;

  assert.ok(names("pause mae").includes("Pause Mae"));
  assert.ok(names("mae go on", withHeld).includes("Let Mae go on"));
  assert.ok(!names("mae", withHeld).includes("Pause Mae"));
  const [write] = commands("write to mae");
  assert.deepEqual(write?.run, {
    kind: "go",
    href: `/messages?write=${mae.id}`,
  });
});

Deno.test("what is typed can always be looked for in the history", () => {
  const found = commandsFor(knownOf(sampleCrew()), "old & gone");

  assert.deepEqual(found.map(({ run }) => run), [
    { kind: "go", href: "/history?q=old+%26+gone" },
  ]);
});

Deno.test("the palette reaches every page that has an address of its own", async () => {
  const known = new Set([...PAGES, ...SUB_PAGES].map(({ href }) => href));
  const isLedTo = (path: string) =>
    path !== "/login" && !path.startsWith("/dev/");
  const paths = await routePaths(
    new Proxy({}, { get: () => ["/"] }) as Record<string, string[]>,
  );

  assert.deepEqual(
    paths.filter((path) => !known.has(path) && isLedTo(path)),
    [],
  );
});
