import { useState } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import {
  type Act,
  actOfDrop,
  hindrance,
  type Target,
} from "@/components/tasks/acts.ts";

/** The task that is being dragged, where it may go, and what a drop does. */
export function useDrag(
  fleet: Fleet,
  on: {
    readonly onDrop: (id: string, act: Act) => void;
    readonly onRefused: (task: Task, why: string) => void;
  },
) {
  const [id, setId] = useState<string>();
  const task = id === undefined ? undefined : fleet.tasks[id];

  const verdict = (task: Task, target: Target) => {
    const move = actOfDrop(task, target);
    if ("refusal" in move) return move;
    const refusal = hindrance(move.act, task, fleet);
    return refusal === undefined ? move : { refusal };
  };

  return {
    start: setId,
    end: () => setId(undefined),
    /** `undefined`: nothing is dragged. */
    takes: (target: Target): boolean | undefined =>
      task && "act" in verdict(task, target),
    drop: (target: Target) => {
      setId(undefined);
      if (!task) return;
      const move = verdict(task, target);
      if ("act" in move) on.onDrop(task.id, move.act);
      else on.onRefused(task, move.refusal);
    },
  };
}
