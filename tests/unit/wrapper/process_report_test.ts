import { strict as assert } from "node:assert";
import { ProcessReport } from "@/domain/host_processes.ts";
import { processReport } from "@/wrapper/process_report.ts";
import type { ProcessTable, TaggedProcess } from "@/wrapper/process_table.ts";

const START_MS = Date.UTC(2026, 0, 2);
const AT = new Date(START_MS).toISOString();

function process(
  pid: number,
  parentPid: number,
  changes: Partial<TaggedProcess> = {},
): TaggedProcess {
  return {
    pid,
    parentPid,
    groupId: pid,
    startedAtMs: START_MS + pid,
    cpuSeconds: 1,
    cpuPercent: 2,
    residentBytes: 3,
    state: "S",
    command: "x",
    instanceId: "now",
    agentId: "a",
    launchId: "l",
    isMarked: true,
    ...changes,
  };
}

function reportOn(ours: readonly TaggedProcess[]) {
  const table: ProcessTable = { ours, self: undefined, zombies: [] };
  return processReport(table, {
    at: AT,
    containment: "contained",
    current: "now",
    earlier: new Set(["before"]),
  });
}

Deno.test("processes come right after the one that started them, the older ones first", () => {
  const { processes } = reportOn([
    process(30, 20),
    process(11, 10),
    process(20, 1),
    process(10, 1),
    process(12, 11),
    process(13, 10),
  ]);

  assert.deepEqual(processes.map(({ pid }) => pid), [10, 11, 12, 13, 20, 30]);
});

Deno.test("those of other servers are not shown, and those of earlier lives are told apart", () => {
  const report = reportOn([
    process(10, 1),
    process(11, 1, { instanceId: "before", agentId: undefined }),
    process(12, 1, { instanceId: "of another folder" }),
  ]);

  assert.deepEqual(ProcessReport.parse(report), report);
  assert.deepEqual(
    report.processes.map(({ pid, life, agent_id }) => [pid, life, agent_id]),
    [[10, "current", "a"], [11, "earlier", null]],
  );
  assert.equal(report.server, null);
});

Deno.test("the states of ps have names, and a long command is cut", () => {
  const letters = ["R+", "Ss", "I", "D", "T", "t", "Z", "X"];

  const { processes } = reportOn(
    letters.map((state, n) =>
      process(n + 1, 0, { state, command: "y".repeat(1_000) })
    ),
  );

  assert.deepEqual(processes.map(({ state }) => state), [
    "running",
    "sleeping",
    "sleeping",
    "waiting_for_disk",
    "stopped",
    "stopped",
    "zombie",
    "other",
  ]);
  assert.equal(processes[0]?.command.length, 400);
});
