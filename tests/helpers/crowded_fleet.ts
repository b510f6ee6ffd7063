import {
  byId,
  sampleAgent,
  sampleId,
  sampleSession,
} from "@/components/gallery/sample_fleet.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { bigFleet } from "./big_fleet.ts";
import { longQueue } from "./long_queue.ts";

/** Whom a third of the tasks wait for. */
export const WANTED_AGENT = sampleId(1_000) as AgentId;
/** The task that another third waits for. */
export const NEEDED_TASK = sampleId(100_000) as TaskId;

const SESSION = sampleSession(301, "Release 2.4");
export const { id: CROWDED_SESSION } = SESSION;

/**
 * Two managers with their workers on two hand-offs, and so many tasks of one
 * session that wait: for anybody, for one agent, or for one task.
 */
export function crowdedFleet(waiting: number): Fleet {
  const crew = bigFleet(2);
  const queue = longQueue(0, waiting);
  const tasks = Object.values(queue.tasks).map((task, n) => ({
    ...task,
    session_id: CROWDED_SESSION,
    ...n % 3 === 1 && { agent_id: WANTED_AGENT, pinned: true },
    ...n % 3 === 2 && { depends_on: [NEEDED_TASK] },
  }));
  const idle = sampleAgent(900, "Idle", {
    status: "idle",
    since: tasks[0]!.state.since,
    process_id: 4_000,
  }, { session_id: CROWDED_SESSION });
  return {
    ...crew,
    agents: { ...crew.agents, ...byId([idle]) },
    tasks: { ...crew.tasks, ...byId(tasks) },
    sessions: byId([SESSION]),
  };
}
