import { useEffect, useState } from "preact/hooks";
import type { Task as TaskJson } from "@/client/types/task.ts";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import type { Task } from "@/domain/task.ts";
import { taskOfJson } from "../tasks/task_of_json.ts";
import { callApi } from "./api.ts";
import { adoptTask, fleet, listen, type LiveMessage } from "./store.ts";

const NONE: LeftTasks = { waiting: 0, fitting: 0, forAnybody: 0 };

/**
 * How many waiting tasks are not on the page. When an event tells of one of
 * them, it is asked for, and is there from then on.
 *
 * @param fits What the page was asked for.
 */
export function useLeftTasks(
  rendered: LeftTasks,
  fits: (task: Task) => boolean = () => true,
): LeftTasks {
  const [left, setLeft] = useState(rendered);
  useEffect(() => {
    if (rendered.waiting === 0) return;
    const asked = new Set<string>();
    const ask = async (id: string) => {
      const answer = await callApi<TaskJson>("GET", `tasks/${id}`);
      if (!answer.ok) return;
      const task = taskOfJson(answer.value);
      adoptTask(task);
      setLeft((before) => without(before, task, fits(task)));
    };
    return listen((messages) => {
      // A snapshot has them all.
      if (messages.some(({ kind }) => kind === "snapshot")) setLeft(NONE);
      const known = fleet.peek()?.tasks ?? {};
      for (const id of messages.flatMap(taskOf)) {
        if (id in known || asked.has(id)) continue;
        asked.add(id);
        void ask(id);
      }
    });
  }, []);
  return left;
}

function taskOf(message: LiveMessage): readonly string[] {
  if (message.kind !== "event") return [];
  const { event } = message;
  const isOfTask = event.type.startsWith("task.") && "task_id" in event;
  return isOfTask && event.task_id ? [event.task_id] : [];
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
