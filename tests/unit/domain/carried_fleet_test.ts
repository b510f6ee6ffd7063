import assert from "node:assert/strict";
import {
  CARRIED_WAITING,
  carriedFleet,
  fleetAside,
} from "@/domain/carried_fleet.ts";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { leanFleet } from "@/domain/lean_fleet.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";
import { longQueue } from "@/tests/helpers/long_queue.ts";

const titles = (fleet: ReturnType<typeof longQueue>) =>
  waitingTasks(fleet.tasks).map(({ title }) => title);

Deno.test("a fleet of ordinary size travels whole", () => {
  const { fleet, left } = carriedFleet(sampleFleet());

  assert.deepEqual(fleet, leanFleet(sampleFleet()));
  assert.deepEqual(left, { waiting: 0, fitting: 0, forAnybody: 0 });
});

Deno.test("of a long queue the next tasks travel, and the others are counted", () => {
  const queue = longQueue(2, CARRIED_WAITING + 50);

  const { fleet, left } = carriedFleet(queue);

  assert.deepEqual(titles(fleet), titles(queue).slice(0, CARRIED_WAITING));
  assert.deepEqual(left, { waiting: 50, fitting: 50, forAnybody: 50 });
});

Deno.test("what a page was asked for travels before what comes next", () => {
  const queue = longQueue(2, 1_000);
  const fits = ({ title }: { readonly title: string }) => title.endsWith("99");

  const { fleet, left } = carriedFleet(queue, (task) => fits(task), 20);

  assert.equal(Object.values(fleet.tasks).filter(fits).length, 10);
  assert.equal(Object.keys(fleet.tasks).length, 20);
  assert.deepEqual(left, { waiting: 980, fitting: 0, forAnybody: 980 });
});

Deno.test("a task that parts on the page belong to travels with them", () => {
  const queue = longQueue(1, 10);
  const [first, last] = [sampleId(100_000), sampleId(100_009)];
  const part = queue.tasks[first]!;
  const tasks = {
    ...queue.tasks,
    [first]: { ...part, parent_id: queue.tasks[last]!.id },
  };

  const { fleet, left } = carriedFleet({ ...queue, tasks }, undefined, 3);

  assert.ok(last in fleet.tasks);
  assert.equal(left.waiting, 6);
});

Deno.test("with a page about something else travel the tasks that it names, and few others", () => {
  const queue = longQueue(2, 1_000);
  const named = sampleId(100_900);

  const { fleet, left } = fleetAside(queue, [named, null]);

  assert.ok(named in fleet.tasks);
  assert.equal(left.waiting, 1_000 - Object.keys(fleet.tasks).length);
  assert.ok(left.waiting > 950);
});
