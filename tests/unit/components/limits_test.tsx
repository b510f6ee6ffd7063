import { strict as assert } from "node:assert";
import { renderToString } from "preact-render-to-string";
import { LIMIT_SAMPLES } from "@/components/gallery/sample_limits.ts";
import { SAMPLE_NOW } from "@/components/gallery/sample_fleet.ts";
import { LimitNotice } from "@/components/LimitNotice.tsx";
import { waitsFor } from "@/components/task/standing.ts";
import { taskStatus } from "@/components/task_look.ts";
import { failure } from "@/domain/failure.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import type { LimitsState } from "@/domain/limits.ts";
import { OPEN_LIMITS } from "@/domain/limits_reducer.ts";
import { sampleAttempt, sampleTask } from "@/tests/helpers/fleet.ts";

const [OVERLOADED, , , SIGNED_OUT] = LIMIT_SAMPLES as [
  LimitsState,
  LimitsState,
  LimitsState,
  LimitsState,
];
const html = (limits: LimitsState, now = SAMPLE_NOW) =>
  renderToString(<LimitNotice limits={limits} now={now} />);

Deno.test("nothing is said while work goes on", () => {
  assert.equal(html(OPEN_LIMITS), "");
});

Deno.test("while fewer work at once it says how many, and why", () => {
  const shown = html(LIMIT_SAMPLES.at(-1)!);

  assert.match(shown, /2 agents at most work at once.*API is overloaded.*529/s);
});

Deno.test("a limit says what it is, counts down, and ends at now", () => {
  assert.match(html(OVERLOADED), /overloaded.*in 42s/s);
  assert.match(html(OVERLOADED, SAMPLE_NOW + 30_000), /in 12s/);
  assert.match(html(OVERLOADED, SAMPLE_NOW + 60_000), />now</);
});

Deno.test("who is not signed in is told what to do, and no time", () => {
  const shown = html(SIGNED_OUT);

  assert.match(shown, /\/login.*ANTHROPIC_API_KEY/s);
  assert.doesNotMatch(shown, /work goes on/);
});

Deno.test("a task that a limit holds back says so, and counts no attempt", () => {
  const attempt = sampleAttempt(1, {
    outcome: "limited",
    failure: failure("overloaded", "HTTP 529"),
  });
  const task = sampleTask(1, 1, { attempts: [attempt] });

  const words = waitsFor(task, { ...EMPTY_FLEET, limits: OVERLOADED });

  assert.match(words[0] ?? "", /^It waits until .*: model overloaded\.$/);
  assert.match(words[1] ?? "", /does not count/);
  assert.equal(taskStatus(task).word, "Limited");
});
