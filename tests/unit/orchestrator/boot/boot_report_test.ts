import { strict as assert } from "node:assert";
import { isEventful } from "@/domain/boot_reducer.ts";
import { BOOT_ITEMS, BootReport } from "@/domain/boot_report.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { failure } from "@/domain/failure.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import { bootReport } from "@/orchestrator/boot/boot_report.ts";
import { reconcile } from "@/orchestrator/reconcile.ts";
import { sampleBoot } from "@/tests/helpers/boot_reports.ts";
import {
  AGENT_STATES,
  agentId,
  AT,
  sampleAgent,
  sampleAttempt,
  sampleTask,
} from "@/tests/helpers/fleet.ts";

const RUNNING: Pick<Task, "state" | "attempts"> = {
  state: { status: "running", since: AT },
  attempts: [sampleAttempt(1)],
};

function fleetWith(tasks: readonly Task[]): Fleet {
  const agents = [
    sampleAgent(1, { state: AGENT_STATES.busy }),
    sampleAgent(2, { state: AGENT_STATES.terminating }),
  ];
  return {
    ...EMPTY_FLEET,
    seq: 7,
    agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])),
    tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
  };
}

function reportOn(found: Fleet, stoppedCleanly = false) {
  const { drafts } = reconcile(found, "1.2.3", AT);
  return bootReport(found, drafts, {
    at: AT,
    version: "1.2.3",
    stoppedCleanly,
    containment: "swept",
    killed: [{ pid: 7, command: "x".repeat(500), agent_id: null }],
  });
}

Deno.test("a report says what is resumed, tried again, finished, lost and ended, each by its id", () => {
  const found = fleetWith([
    sampleTask(1, 1, RUNNING),
    sampleTask(2, 1, {
      ...RUNNING,
      attempts: [{ ...sampleAttempt(1), submitted: shortText("done") }],
    }),
    sampleTask(3, 2),
    sampleTask(4, 1),
  ]);

  const report = reportOn(found);

  assert.deepEqual(BootReport.parse(report), report);
  const named = (items: readonly { title: string }[]) =>
    items.map(({ title }) => title);
  assert.deepEqual(report.resumed.items, [
    { agent_id: agentId(1), name: "Worker 1" },
  ]);
  assert.deepEqual(
    named(report.reoffered.items),
    [found.tasks[sampleTask(1, 1).id]?.title],
  );
  assert.deepEqual(
    named(report.finished.items),
    [found.tasks[sampleTask(2, 1).id]?.title],
  );
  assert.deepEqual(
    report.lost.items.map(({ kind, reason }) => [kind, reason]),
    [
      ["task", "its agent is gone"],
      ["agent", "terminated as asked, before the server stopped"],
    ],
  );
  assert.equal(report.killed.items[0]?.command.length, 200);
  assert.equal(report.earlier, "killed");
  assert.equal(report.number, 1);
});

Deno.test("after a clean stop the tasks that it cut off are named, too", () => {
  const interrupted = {
    ...sampleAttempt(1),
    ended_at: AT,
    failure: failure("interrupted", "The server was stopped"),
  };

  const report = reportOn(
    fleetWith([sampleTask(1, 1, { attempts: [interrupted] })]),
    true,
  );

  assert.equal(report.earlier, "stopped");
  assert.equal(report.reoffered.count, 1);
});

Deno.test("a report counts all and names the first ones", () => {
  const tasks = Array.from({ length: 50 }, (_, n) => sampleTask(n, 2));

  const { lost } = reportOn(fleetWith(tasks));

  assert.equal(lost.count, 51);
  assert.equal(lost.items.length, BOOT_ITEMS);
});

Deno.test("the first start of a folder met nothing", () => {
  const report = bootReport(EMPTY_FLEET, [], {
    at: AT,
    version: "1.2.3",
    stoppedCleanly: false,
    containment: "contained",
    killed: [],
  });

  assert.deepEqual(report, sampleBoot({ number: 1, earlier: "none" }));
  assert.equal(isEventful(report), false);
});
