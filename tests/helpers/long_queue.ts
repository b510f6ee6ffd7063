import {
  byId,
  sampleAgent,
  sampleTask,
  sampleTime,
} from "@/components/gallery/sample_fleet.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";

const FIRST_TASK = 100_000;

/** Idle agents, and tasks that wait for anybody: the n-th is called `Errand n`. */
export function longQueue(agents: number, tasks: number): Fleet {
  return {
    ...EMPTY_FLEET,
    seq: 1_000,
    agents: byId(
      Array.from(
        { length: agents },
        (_, n) =>
          sampleAgent(1_000 + n, `Agent ${n}`, {
            status: "idle",
            since: sampleTime(n),
            process_id: 5_000 + n,
          }),
      ),
    ),
    tasks: byId(
      Array.from(
        { length: tasks },
        (_, n) =>
          sampleTask(FIRST_TASK + n, 1, `Errand ${n}`, {
            status: "pending",
            since: sampleTime(n),
            not_before: null,
          }, { agent_id: null, pinned: false }),
      ),
    ),
  };
}
