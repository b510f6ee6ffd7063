import assert from "node:assert/strict";
import { actOfDrop, hindrance, takersOf } from "@/components/tasks/acts.ts";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import type { Fleet } from "@/domain/fleet.ts";

const fleet = sampleCrew();
const task = (title: string) => {
  const found = Object.values(fleet.tasks).find((each) => each.title === title);
  assert.ok(found, title);
  return found;
};
const agent = (name: string, of: Fleet = fleet) => {
  const found = Object.values(of.agents).find((each) => each.name === name);
  assert.ok(found, name);
  return found.id;
};
const FAILED = task("Upgrade the bundler");
const WAITING = task("Describe the module graph");
const WORKING = task("Add single sign-on to the admin pages");
const DONE = task("Find out why the nightly build is slow");

Deno.test("a drop becomes the act that leads there, when there is one", () => {
  assert.deepEqual(actOfDrop(FAILED, { column: "waiting" }), {
    act: { kind: "retry" },
  });
  assert.deepEqual(actOfDrop(WAITING, { column: "cancelled" }), {
    act: { kind: "cancel" },
  });
  assert.deepEqual(actOfDrop(WAITING, { agent: null }), {
    act: { kind: "assign", to: null },
  });
});

Deno.test("a drop is refused with a reason, when only work leads there", () => {
  const why = (...args: Parameters<typeof actOfDrop>) => {
    const drop = actOfDrop(...args);
    return "refusal" in drop ? drop.refusal : "";
  };

  assert.match(why(WORKING, { column: "waiting" }), /an agent works on it/);
  assert.match(why(WAITING, { column: "working" }), /drop it on an agent/);
  assert.match(why(WORKING, { column: "done" }), /only its agent's work/);
  assert.match(why(FAILED, { column: "failed" }), /there already/);
});

Deno.test("an act is hindered, when the state of the task does not permit it", () => {
  const retry = { kind: "retry" } as const;
  const cancel = { kind: "cancel" } as const;

  assert.equal(hindrance(retry, FAILED, fleet), undefined);
  assert.equal(hindrance(retry, DONE, fleet), "it is done");
  assert.equal(hindrance(retry, WORKING, fleet), "it has not ended");
  assert.equal(hindrance(cancel, WORKING, fleet), undefined);
  assert.equal(hindrance(cancel, FAILED, fleet), "it has ended");
  assert.equal(
    hindrance({ kind: "priority", priority: 0 }, WAITING, fleet),
    "it has that priority",
  );
});

Deno.test("a task is given only to those who can do it", () => {
  const give = (to: string | null) => ({ kind: "assign", to }) as const;
  const handoff = { ...WAITING, mode: "handoff" } as const;
  const review = { ...WAITING, requires: ["review"] };

  assert.equal(hindrance(give(agent("Ben")), WAITING, fleet), undefined);
  assert.match(
    hindrance(give(agent("Ada")), WAITING, fleet) ?? "",
    /Ada has it already/,
  );
  assert.match(
    hindrance(give(agent("Ben")), handoff, fleet) ?? "",
    /no manager/,
  );
  assert.match(
    hindrance(give(agent("Ben")), review, fleet) ?? "",
    /Ben cannot review/,
  );
  assert.match(
    hindrance(give(agent("Finn")), WAITING, fleet) ?? "",
    /has ended/,
  );
  assert.deepEqual(takersOf(handoff, fleet).map(({ name }) => name), ["Mae"]);
});
