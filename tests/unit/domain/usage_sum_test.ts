import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { Usage } from "@/domain/usage.ts";
import {
  addUsage,
  NO_USAGE,
  totalTokens,
  usageSince,
} from "@/domain/usage_sum.ts";

const count = fc.nat({ max: 1_000_000 });
const usage: fc.Arbitrary<Usage> = fc.record({
  input_tokens: count,
  output_tokens: count,
  cache_read_tokens: count,
  cache_write_tokens: count,
  // Sixty-fourths are exact in binary, so sums can be compared.
  cost_usd: count.map((n) => n / 64),
}, { noNullPrototype: true });

Deno.test("usages add up field by field, in any order", () => {
  fc.assert(fc.property(usage, usage, (a, b) => {
    const sum = addUsage(a, b);

    assert.equal(sum.input_tokens, a.input_tokens + b.input_tokens);
    assert.equal(sum.cost_usd, a.cost_usd + b.cost_usd);
    assert.equal(totalTokens(sum), totalTokens(a) + totalTokens(b));
    assert.deepEqual(sum, addUsage(b, a));
    assert.deepEqual(addUsage(a, NO_USAGE), a);
  }));
});

Deno.test("what was used between two readings is their difference", () => {
  fc.assert(fc.property(usage, usage, (before, used) => {
    assert.deepEqual(usageSince(before, addUsage(before, used)), used);
  }));
});

Deno.test("a reading that went down counts as a whole, since its counter began again", () => {
  fc.assert(fc.property(usage, usage, (before, now) => {
    fc.pre(
      now.cost_usd < before.cost_usd ||
        now.output_tokens < before.output_tokens,
    );

    assert.deepEqual(usageSince(before, now), now);
  }));
});
