import type { BootReport } from "@/domain/boot_report.ts";
import { agentId, AT, taskId } from "./fleet.ts";

const NONE = { count: 0, items: [] };

/** A start that met nothing, changed as the test needs it. */
export function sampleBoot(changes: Partial<BootReport> = {}): BootReport {
  return {
    number: 2,
    at: AT,
    version: "1.2.3",
    earlier: "killed",
    containment: "contained",
    resumed: NONE,
    reoffered: NONE,
    continued: NONE,
    finished: NONE,
    lost: NONE,
    killed: NONE,
    ...changes,
  };
}

/** A start after a kill that met something of every kind. */
export const EVENTFUL_BOOT = sampleBoot({
  containment: "swept",
  resumed: {
    count: 23,
    items: [{ agent_id: agentId(1), name: "Worker 1" }],
  },
  reoffered: {
    count: 1,
    items: [{ task_id: taskId(1), title: "Build it", agent_id: agentId(1) }],
  },
  continued: {
    count: 1,
    items: [{ task_id: taskId(2), title: "Plan it", agent_id: agentId(1) }],
  },
  finished: {
    count: 1,
    items: [{ task_id: taskId(3), title: "Test it", agent_id: null }],
  },
  lost: {
    count: 2,
    items: [
      {
        kind: "task",
        task_id: taskId(4),
        title: "Ship it",
        agent_id: null,
        reason: "its agent is gone",
      },
      {
        kind: "agent",
        agent_id: agentId(2),
        name: "Worker 2",
        reason: "terminated as asked, before the server stopped",
      },
    ],
  },
  killed: {
    count: 1,
    items: [{ pid: 4711, command: "sleep 1000", agent_id: agentId(1) }],
  },
});
