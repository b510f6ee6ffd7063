import { strict as assert } from "node:assert";
import { EventQueue } from "@/wrapper/event_queue.ts";

function fail(error: unknown): never {
  throw error;
}

Deno.test("EventQueue hands events over one after the other, also to a slow consumer", async () => {
  const seen: string[] = [];
  const queue = new EventQueue<number>(async (event) => {
    seen.push(`${event} in`);
    await Promise.resolve();
    seen.push(`${event} out`);
  }, fail);

  for (const event of [1, 2, 3]) void queue.push(event);
  await queue.drained();

  assert.deepEqual(seen, ["1 in", "1 out", "2 in", "2 out", "3 in", "3 out"]);
});

Deno.test("EventQueue makes the producer wait, when too many events are waiting", async () => {
  const gate = Promise.withResolvers<void>();
  const queue = new EventQueue<number>(() => gate.promise, fail);
  let pushed = 0;
  const produce = async () => {
    for (; pushed < 20_000; pushed++) await queue.push(pushed);
  };

  const produced = produce();
  await new Promise<void>((resolve) => setTimeout(resolve));
  const waitedAt = pushed;
  gate.resolve();
  await produced;
  await queue.drained();

  assert.ok(waitedAt > 9_000, `only ${waitedAt} events were taken`);
  assert.ok(
    waitedAt < 11_000,
    `${waitedAt} events were taken without a consumer`,
  );
  assert.equal(pushed, 20_000);
});

Deno.test("EventQueue makes the producer wait, when few events are large", async () => {
  const gate = Promise.withResolvers<void>();
  const queue = new EventQueue<number>(() => gate.promise, fail);
  let pushed = 0;
  const produce = async () => {
    for (; pushed < 100; pushed++) await queue.push(pushed, 1024 * 1024);
  };

  const produced = produce();
  await new Promise<void>((resolve) => setTimeout(resolve));
  const waitedAt = pushed;
  gate.resolve();
  await produced;

  assert.ok(waitedAt < 20, `${waitedAt} MiB were taken without a consumer`);
  assert.equal(pushed, 100);
});

Deno.test("EventQueue goes on after a consumer that throws, and tells what it threw", async () => {
  const defects: unknown[] = [];
  const seen: number[] = [];
  const queue = new EventQueue<number>((event) => {
    if (event === 1) throw new Error("broken");
    seen.push(event);
  }, (error) => defects.push(error));

  void queue.push(1);
  void queue.push(2);
  await queue.drained();

  assert.deepEqual(seen, [2]);
  assert.deepEqual(defects, [new Error("broken")]);
});
