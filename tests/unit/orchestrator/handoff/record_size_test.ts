import { strict as assert } from "node:assert";
import { serialize } from "node:v8";
import { MAX_PARTS } from "@/domain/handoff.ts";
import {
  MAX_ANALYSIS_CHARS,
  MAX_INSTRUCTIONS_CHARS,
  MAX_OUTPUT_CHARS,
  MAX_REASON_CHARS,
} from "@/orchestrator/agent_tools/text_limits.ts";
import { HandoffRig } from "@/tests/helpers/handoff_rig.ts";
import { MANAGER, WORKERS } from "@/tests/helpers/handoff_team.ts";

/** What one value of Deno KV takes. */
const MAX_VALUE_BYTES = 65_536;
const KEYS = Array.from(
  { length: MAX_PARTS },
  (_, n) => `${n}${"k".repeat(39)}`,
);

/** A text whose characters take two bytes each. */
const wide = (chars: number) => "語".repeat(chars);

const unshared = (value: unknown) => JSON.parse(JSON.stringify(value));

Deno.test("the largest hand-off, in any script, fits into one value of the store", async () => {
  const rig = await HandoffRig.begin();
  const each = Math.floor((MAX_ANALYSIS_CHARS - 8_000) / MAX_PARTS) - 120;

  rig.resultOf = () => wide(MAX_OUTPUT_CHARS);

  await rig.play(async ({ desk, handoff }) => {
    switch (handoff.state.status) {
      case "analyzing":
        return void await desk.submitAnalysis(MANAGER, {
          requirements: wide(8_000),
          parts: KEYS.map((key, n) => ({
            key,
            title: wide(120),
            description: wide(each),
            depends_on: KEYS.slice(0, n),
            requires: [],
          })),
        });
      case "selecting":
        for (const part of KEYS) {
          await desk.selectWorker(MANAGER, { part, worker_id: WORKERS[0] });
        }
        return;
      case "instructing":
        for (const part of KEYS) {
          await desk.submitInstructions(MANAGER, {
            part,
            instructions: wide(MAX_INSTRUCTIONS_CHARS),
          });
        }
        return;
      case "processing":
        for (const part of KEYS) {
          const answer = await desk.submitReview(MANAGER, {
            part,
            verdict: "send_back",
            reason: wide(MAX_REASON_CHARS),
          });
          if (answer.ok) continue;
          await desk.submitResult(MANAGER, {
            output: wide(MAX_OUTPUT_CHARS),
            succeeded: true,
          });
        }
    }
  });

  const sizes = [rig.handoff, ...Object.values(rig.fleet.tasks), ...rig.log]
    // Nothing is shared by what was read back.
    .map((value) => serialize(unshared(value)).byteLength);
  assert.equal(rig.handoff.state.status, "completed");
  assert.ok(rig.handoff.parts.every(({ sent_back }) => sent_back === 1));
  assert.ok(
    Math.max(...sizes) < MAX_VALUE_BYTES,
    `${Math.max(...sizes)} bytes`,
  );
  assert.ok(serialize(rig.handoff).byteLength > 40_000, "it is not large");
  const judge = rig.prompts.at(-1) ?? "";
  assert.match(judge, /cut: the first 4000 of 200000 characters/);
  assert.ok(judge.length < 60_000, `${judge.length} characters`);
});
