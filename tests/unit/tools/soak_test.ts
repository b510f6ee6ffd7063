import { strict as assert } from "node:assert";
import { parseChaosWish } from "@/tools/chaos.ts";
import { parseSoakPlan } from "@/tools/soak.ts";
import type { SoakSample } from "@/tools/soak/sample.ts";
import { judgeSoak } from "@/tools/soak/verdict.ts";

const MIB = 2 ** 20;
const LIMITS = { mibPer10Minutes: 1, descriptors: 2, lagMs: 250 };

/** An hour of samples; memory goes up and down by 40 MiB as it is collected. */
function hour(change: (index: number) => Partial<SoakSample>): SoakSample[] {
  return Array.from({ length: 360 }, (_, index) => ({
    atSeconds: index * 10,
    rssBytes: (300 + (index * 7) % 40) * MIB,
    descriptors: 100 + index % 2,
    pipes: 50,
    zombies: 0,
    processes: 20,
    lagMs: 5,
    tasksEnded: index,
    seq: index * 10,
    ...change(index),
  }));
}

Deno.test("a soak whose memory only goes up and down is well", () => {
  const verdict = judgeSoak(hour(() => ({})), LIMITS);

  assert.deepEqual(verdict.faults, []);
  assert.ok(Math.abs(verdict.mibPer10Minutes) < 0.5);
});

Deno.test("a leak of two MiB in ten minutes is found below the noise", () => {
  const verdict = judgeSoak(
    hour((index) => ({
      rssBytes: (300 + (index * 7) % 40 + index * 2 / 60) * MIB,
    })),
    LIMITS,
  );

  assert.equal(verdict.faults.length, 1);
  assert.match(
    verdict.faults[0] ?? "",
    /^resident memory grows by [12]\.\d\d MiB/,
  );
});

Deno.test("descriptors that come, zombies that stay and late timers are each a fault", () => {
  const verdict = judgeSoak(
    hour((index) => ({
      descriptors: 100 + Math.floor(index / 30),
      zombies: index > 300 ? 1 : 0,
      lagMs: 400,
    })),
    LIMITS,
  );

  assert.equal(verdict.faults.length, 3);
});

Deno.test("a zombie that is collected before the next look is none", () => {
  const verdict = judgeSoak(
    hour((index) => ({ zombies: index % 2 })),
    LIMITS,
  );

  assert.equal(verdict.zombies, 0);
});

Deno.test("the words of the soak and of the chaos are understood, or refused", () => {
  const soak = parseSoakPlan(["--minutes", "20", "--warm-up", "5"]);
  const chaos = parseChaosWish(["--seed", "x", "--faults", "7"], () => "any");

  assert.deepEqual([soak?.minutes, soak?.warmUpMinutes], [20, 5]);
  assert.deepEqual(chaos, { runs: 1, faults: 7, agents: 4, seed: "x" });
  assert.equal(parseChaosWish([], () => "any")?.seed, "any");
  for (const words of [["--minutes"], ["--warm-up", "60"], ["--x", "1"]]) {
    assert.equal(parseSoakPlan(words), undefined);
  }
  for (const words of [["--runs", "0"], ["--seed"], ["--x", "1"]]) {
    assert.equal(parseChaosWish(words, () => "any"), undefined);
  }
});
