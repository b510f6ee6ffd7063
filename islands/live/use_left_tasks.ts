import { useEffect, useRef, useState } from "preact/hooks";
import type { Task as TaskJson } from "@/client/types/task.ts";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Task } from "@/domain/task.ts";
import { taskOfJson } from "../tasks/task_of_json.ts";
import { callApi } from "./api.ts";
import { adoptTask, fleet, listen, type LiveMessage } from "./store.ts";

type LeftOptions = {
  /** What the page was asked for. */
  readonly fits?: (task: Task) => boolean;
  /** Events that may concern the page; of others no task is asked for. */
  readonly isAbout?: (event: FleetEvent) => boolean;
};

/**
 * How many waiting tasks are not on the page. When an event tells of one of
 * them, it is asked for, and is there from then on.
 */
export function useLeftTasks(
  rendered: LeftTasks,
  { fits, isAbout = () => true }: LeftOptions = {},
): LeftTasks {
  const [left, setLeft] = useState(rendered);
  const latest = useRef(left);
  latest.current = left;
  useEffect(() => {
    const asked = new Set<string>();
    const ask = async (id: string) => {
      const answer = await callApi<TaskJson>("GET", `tasks/${id}`);
      if (!answer.ok) return;
      const task = taskOfJson(answer.value);
      adoptTask(task);
      setLeft((before) => without(before, task, fits?.(task) ?? true));
    };
    return listen((messages) => {
      for (const message of messages) {
        if (message.kind !== "snapshot") continue;
        // Which of them fit is not told.
        const fitting = fits ? 0 : message.left.fitting;
        setLeft({ ...message.left, fitting });
      }
      if (latest.current.waiting === 0) return;
      const known = fleet.peek()?.tasks ?? {};
      for (const message of messages) {
        const id = taskOf(message, isAbout);
        if (!id || id in known || asked.has(id)) continue;
        asked.add(id);
        void ask(id);
      }
    });
  }, []);
  return left;
}

function taskOf(
  message: LiveMessage,
  isAbout: (event: FleetEvent) => boolean,
): string | undefined {
  if (message.kind !== "event") return undefined;
  const { event } = message;
  const isOfTask = event.type.startsWith("task.") && "task_id" in event;
  return isOfTask && isAbout(event) ? event.task_id : undefined;
}

function without(left: LeftTasks, task: Task, fitted: boolean): LeftTasks {
  const less = (count: number, isOne: boolean) =>
    Math.max(0, count - (isOne ? 1 : 0));
  return {
    waiting: less(left.waiting, true),
    fitting: less(left.fitting, fitted),
    forAnybody: less(left.forAnybody, !task.pinned),
  };
}
