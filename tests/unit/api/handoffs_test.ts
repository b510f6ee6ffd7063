import { strict as assert } from "node:assert";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

Deno.test("a hand-off is found by its id and by its task, with its texts and every prompt", async () => {
  using gate = new GateUnderTest({
    platform: new MemoryPlatform(sampleCrew()),
  });

  const handoff = await (await gate.ask(`/api/handoffs/${sampleId(500)}`))
    .json();
  const ofTask = await (await gate.ask(`/api/tasks/${HANDED_OFF}/handoff`))
    .json();

  assert.deepEqual(ofTask, handoff);
  assert.deepEqual(
    [handoff.status, handoff.task_id, handoff.failed, handoff.result],
    ["executing", HANDED_OFF, null, null],
  );
  assert.match(handoff.requirements, /^People sign in/);
  assert.deepEqual(
    handoff.parts.map((part: Record<string, unknown>) => [
      part.key,
      typeof part.instructions,
      part.sent_back,
    ]),
    [["directory", "string", 0], ["page", "string", 1], ["tests", "string", 0]],
  );
  assert.equal(handoff.prompts.length, 5);
});

Deno.test("a hand-off that is not there is a problem of its own", async () => {
  using gate = new GateUnderTest({
    platform: new MemoryPlatform(sampleCrew()),
  });
  const line = async (path: string) => await problemLine(await gate.ask(path));

  assert.equal(
    await line(`/api/tasks/${sampleId(205)}/handoff`),
    "404 handoff_not_found",
  );
  assert.equal(await line("/api/handoffs/nothing"), "404 handoff_not_found");
  assert.equal(
    await line(`/api/tasks/${sampleId(999)}/handoff`),
    "404 task_not_found",
  );
});

Deno.test("a result that is not judged yet is read with its task", async () => {
  using gate = new GateUnderTest({
    platform: new MemoryPlatform(sampleCrew()),
  });

  const task = await (await gate.ask(`/api/tasks/${sampleId(202)}`)).json();

  assert.equal(task.status, "in_review");
  assert.match(task.result.output, /14 tests pass/);
});
