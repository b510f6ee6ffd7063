import { strict as assert } from "node:assert";
import fc from "fast-check";
import { settle, startHistorian } from "@/tests/helpers/historian_rig.ts";

const anyStep = fc.oneof(
  fc.record({
    do: fc.constant("commit" as const),
    n: fc.integer({ min: 1, max: 1_300 }),
  }),
  fc.record({
    do: fc.constant("advance" as const),
    n: fc.integer({ min: 0, max: 90_000 }),
  }),
  fc.record({ do: fc.constant("fail before" as const), n: fc.nat(3) }),
  fc.record({ do: fc.constant("fail after" as const), n: fc.nat(3) }),
  fc.record({ do: fc.constant("fail to open" as const), n: fc.nat(3) }),
  fc.record({ do: fc.constant("hold reads" as const), n: fc.constant(0) }),
  fc.record({ do: fc.constant("hold writes" as const), n: fc.constant(0) }),
  fc.record({ do: fc.constant("go on" as const), n: fc.constant(0) }),
  fc.record({
    do: fc.constant("poison" as const),
    n: fc.integer({ min: 1, max: 2_000 }),
  }),
);

Deno.test("history has every event once, in order, whatever fails when", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { maxLength: 30, size: "max" }),
      async (steps) => {
        await using rig = startHistorian();
        const { clock, log, history, historian } = rig;
        // Every trim is checked against what the history really has.
        const trim = log.trimEvents.bind(log);
        log.trimEvents = (upToSeq) => {
          assert.ok(upToSeq <= history.head, "trimmed before acknowledged");
          return trim(upToSeq);
        };
        let goOn = () => {};
        const held = () =>
          new Promise<void>((resolve) => {
            const before = goOn;
            goOn = () => {
              before();
              resolve();
            };
          });
        const release = () => {
          log.hold = history.hold = undefined;
          goOn();
        };
        for (const step of steps) {
          switch (step.do) {
            case "commit":
              log.commit(step.n);
              break;
            case "advance":
              await clock.advance(step.n);
              break;
            case "fail before":
              history.writeMishaps.push(
                ...Array(step.n).fill("before storing"),
              );
              break;
            case "fail after":
              history.writeMishaps.push(...Array(step.n).fill("after storing"));
              break;
            case "fail to open":
              history.openMishaps += step.n;
              break;
            case "hold reads":
              log.hold = held();
              break;
            case "hold writes":
              history.hold = held();
              break;
            case "go on":
              release();
              break;
            case "poison":
              history.poison.add(history.head + step.n);
          }
          await settle();
          const { state } = historian;
          if (state.kind === "away" || state.kind === "behind") {
            assert.ok(state.backlog <= log.lastSeq());
          }
        }
        const [poisoned] = [...history.poison]
          .filter((seq) => seq > history.head && seq <= log.lastSeq())
          .toSorted((a, b) => a - b);
        release();
        history.writeMishaps.length = history.openMishaps = 0;
        await clock.advance(120_000);
        if (poisoned !== undefined) {
          assert.equal(history.head, poisoned - 1);
          assert.ok(
            historian.state.kind === "away" &&
              historian.state.reason.includes(`event ${poisoned} `),
          );
        }
        history.poison.clear();
        await clock.advance(120_000);

        assert.deepEqual(
          history.stored.map(({ seq }) => seq),
          log.all.map(({ seq }) => seq),
        );
        assert.ok(history.batches.every((size) => size >= 1 && size <= 500));
        assert.deepEqual(historian.state, {
          kind: "healthy",
          seq: log.lastSeq(),
        });
      },
    ),
    { numRuns: 300 },
  );
});
