import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import {
  HANDED_OFF,
  sampleCrew,
  sampleHandoff,
} from "@/components/gallery/sample_crew.ts";
import {
  CRASH,
  SAMPLE_NOW,
  sampleId,
  sampleTime,
} from "@/components/gallery/sample_fleet.ts";
import { HandoffSection } from "@/components/handoff/HandoffSection.tsx";
import { ledgerLines } from "@/components/handoff/ledger.ts";
import { shownSteps } from "@/components/handoff/step_line.ts";
import { waitsFor } from "@/components/task/standing.ts";
import { TaskFacts } from "@/components/task/TaskFacts.tsx";
import { TaskStanding } from "@/components/task/TaskStanding.tsx";
import { taskStatus } from "@/components/task_look.ts";
import { partsOf } from "@/domain/task_tree.ts";

const crew = sampleCrew();
const taskOf = (n: number) => {
  const task = crew.tasks[sampleId(n)];
  assert.ok(task);
  return task;
};

Deno.test("shownSteps says which steps are done, under way and to come", () => {
  const words = shownSteps(sampleHandoff()).map(({ word }) => word);

  assert.deepEqual(words, ["Done", "Done", "Done", "Under way", "To come"]);
});

Deno.test("shownSteps marks the step that failed, and none after it as done", () => {
  const handoff = {
    ...sampleHandoff(),
    state: {
      status: "failed",
      since: sampleTime(1),
      step: "selecting",
      failure: CRASH,
    },
  } as const;

  const looks = shownSteps(handoff).map(({ look }) => look);

  assert.deepEqual(looks, ["done", "failed", "idle", "idle", "idle"]);
});

Deno.test("shownSteps calls every step done, when the hand-off is complete", () => {
  const handoff = {
    ...sampleHandoff(),
    state: { status: "completed", since: sampleTime(1) },
  } as const;

  const looks = new Set(shownSteps(handoff).map(({ look }) => look));

  assert.deepEqual([...looks], ["done"]);
});

Deno.test("ledgerLines puts prompts and attempts in the order of their offers, each with its token", () => {
  const lines = ledgerLines(sampleHandoff(), partsOf(crew.tasks, HANDED_OFF));

  assert.deepEqual(
    lines.map(({ what, token, outcome, isOpen }) => [
      what,
      token,
      outcome,
      isOpen,
    ]),
    [
      ["Analyze", 9_589, "no answer", false],
      ["Analyze, reminded", 9_620, "answered", false],
      ["Choose workers", 9_650, "answered", false],
      ["Instruct", 9_670, "answered", false],
      ["Part directory, attempt 1", 9_710, "succeeded", true],
      ["Part page, attempt 1", 9_720, "crashed: process ended", false],
      ["Judge", 9_760, "answered", true],
      ["Part page, attempt 2", 9_790, "under way", true],
    ],
  );
});

Deno.test("ledgerLines calls a prompt lost, when its turn never ended and another followed", () => {
  const handoff = sampleHandoff();
  const prompts = handoff.prompts.map((prompt, index) =>
    index === 0 ? { ...prompt, ended_at: null } : prompt
  );

  const [first] = ledgerLines({ ...handoff, prompts }, []);

  assert.equal(first?.outcome, "lost");
});

Deno.test("HandoffSection shows the worker, the orders and the judgement of each part", () => {
  const html = renderToString(
    <HandoffSection
      handoff={sampleHandoff()}
      parts={partsOf(crew.tasks, HANDED_OFF)}
      fleet={crew}
    />,
  );

  assert.match(html, /Work in src\/page\. Change nothing else/);
  assert.match(html, /sent back/);
  assert.match(html, /not judged yet/);
  assert.match(html, /href="\/agents\/0195f000-0000-7000-8000-000000000022"/);
});

Deno.test("taskStatus has a word of its own for each state of a task", () => {
  const shown = [202, 203, 204, 205, 206, 207, 208]
    .map((n) => taskStatus(taskOf(n)))
    .map(({ look, word, reason }) => `${look}: ${word} ${reason}`.trim());

  assert.deepEqual(shown, [
    "queued: In review",
    "working: Working",
    "queued: Blocked by 2 tasks",
    "queued: Queued",
    "recovering: Retrying 2 of 3",
    "failed: Failed no sign of life",
    "needs_you: Needs you asks",
  ]);
});

Deno.test("waitsFor names the pause, the last failure and who could do it", () => {
  assert.deepEqual(waitsFor(taskOf(206), crew), [
    "The queue is paused: The staging server is being replaced.",
    "Attempt 1 of 3 did not succeed: no sign of life (No frame for 120 s.)",
    "The first free worker gets it: 1 of 9 idle now.",
  ]);
});

Deno.test("waitsFor says that nobody lives who could, when a task requires what none can", () => {
  const fleet = { ...crew, queue: { paused: null } };

  assert.deepEqual(waitsFor(taskOf(205), fleet), [
    "It waits for somebody to do it: no worker that can review lives.",
  ]);
});

Deno.test("TaskStanding counts down to the next attempt", () => {
  const html = renderToString(
    <TaskStanding task={taskOf(206)} fleet={crew} now={SAMPLE_NOW} />,
  );

  assert.match(html, /The next attempt begins in 34s/);
});

Deno.test("TaskStanding says after how many attempts a task was given up", () => {
  const html = renderToString(
    <TaskStanding task={taskOf(207)} fleet={crew} now={SAMPLE_NOW} />,
  );

  assert.match(html, /was given up after 3 attempts: no sign of life/);
});

Deno.test("TaskFacts shows what a task costs with its parts, and how far they are", () => {
  const html = renderToString(
    <TaskFacts task={taskOf(201)} fleet={crew} now={SAMPLE_NOW} />,
  );

  assert.match(html, /with its parts .*\$1\.15/);
  assert.match(html, /46 %, 0 of 3 parts done, 1 to be judged/);
});
