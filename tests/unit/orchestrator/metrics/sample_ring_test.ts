import { strict as assert } from "node:assert";
import { packSample } from "@/orchestrator/metrics/packed_sample.ts";
import { SampleRing } from "@/orchestrator/metrics/sample_ring.ts";
import type { AgentId } from "@/domain/ids.ts";
import { sampleAt, sampleHour } from "@/tests/helpers/sample_metrics.ts";

const START_MS = Date.UTC(2026, 0, 1);
const AGENTS = ["a1", "a2", "a3"] as AgentId[];

Deno.test("a ring forgets the oldest, and misses only what was not stored", () => {
  const ring = new SampleRing(2);
  const samples = [0, 1, 2, 3].map((second) =>
    sampleAt(new Date(START_MS + second * 1_000).toISOString())
  );
  const [first, second, third, fourth] = samples;
  assert.ok(first && second && third && fourth);

  ring.push(first);
  ring.noteStored(0);
  ring.push(second);
  ring.push(third);
  assert.equal(ring.dropped, 0);
  assert.deepEqual(ring.next, { place: 1, sample: second });
  ring.push(fourth);

  assert.equal(ring.dropped, 1);
  assert.deepEqual(ring.next, { place: 2, sample: third });
  assert.deepEqual(ring.samples, [third, fourth]);
  assert.deepEqual(ring.newest, fourth);
});

Deno.test("what was pushed out while it was stored does not count for another", () => {
  const ring = new SampleRing(1);
  const [first, second] = sampleHour(START_MS, AGENTS);
  assert.ok(first && second);
  ring.push(first);
  const storing = ring.next;
  assert.ok(storing);

  ring.push(second);
  ring.noteStored(storing.place);

  assert.deepEqual(ring.next, { place: 1, sample: second });
  ring.noteStored(1);
  assert.equal(ring.next, undefined);
});

Deno.test("a ring gives back what was pushed, also when agents come and go", () => {
  const ring = new SampleRing();
  const hour = sampleHour(START_MS, AGENTS).map((sample, index) => ({
    ...sample,
    values: sample.values.filter(({ agent_id }) =>
      agent_id !== AGENTS[Math.floor(index / 50) % 4]
    ),
  }));

  for (const sample of hour) ring.push(sample);

  assert.deepEqual(ring.samples, hour);
});

Deno.test("samples of the same agents share what they are of", () => {
  const [first, second] = sampleHour(START_MS, AGENTS);
  assert.ok(first && second);

  const packed = packSample(first);
  const next = packSample(second, packed);

  // The first alone tells how long tasks took.
  assert.notEqual(next.whole.keys, packed.whole.keys);
  assert.equal(next.ofAgents.keys, packed.ofAgents.keys);
});
