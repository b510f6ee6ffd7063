import type { BootReport } from "@/domain/boot_report.ts";
import type { HostProcess } from "@/domain/host_processes.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { SAMPLE_NOW } from "./sample_fleet.ts";

const ADA = "0199a1b2-c3d4-7e5f-8a6b-000000000001" as AgentId;
const TASK = "0199a1b2-c3d4-7e5f-8a6b-000000000002" as TaskId;
const AT = new Date(SAMPLE_NOW).toISOString();
const build = { task_id: TASK, title: "Build the release", agent_id: ADA };

/** A start after a kill that met something of every kind. */
export const SAMPLE_BOOT: BootReport = {
  number: 7,
  at: AT,
  version: "1.2.3",
  earlier: "killed",
  containment: "swept",
  resumed: { count: 23, items: [{ agent_id: ADA, name: "Ada" }] },
  reoffered: { count: 1, items: [build] },
  continued: { count: 1, items: [build] },
  finished: { count: 1, items: [build] },
  lost: {
    count: 1,
    items: [{ kind: "task", ...build, reason: "its agent is gone" }],
  },
  killed: {
    count: 1,
    items: [{ pid: 4711, command: "sleep 1000", agent_id: ADA }],
  },
};

const process = (
  pid: number,
  parent_pid: number,
  changes: Partial<HostProcess>,
): HostProcess => ({
  pid,
  parent_pid,
  started_at: AT,
  cpu_seconds: 12,
  cpu_percent: 3.5,
  resident_bytes: 210 * 1024 ** 2,
  state: "sleeping",
  agent_id: ADA,
  life: "current",
  command: "claude -p",
  marked: true,
  ...changes,
});

/** An agent, its tool, and what that started. */
export const SAMPLE_PROCESSES: readonly HostProcess[] = [
  process(4700, 1, {}),
  process(4711, 4700, { command: "/bin/sh -c make all" }),
  process(4712, 4711, {
    command: `make all ${"PART=a-long-name ".repeat(12)}`,
    state: "running",
    cpu_percent: 98,
    marked: false,
  }),
];
