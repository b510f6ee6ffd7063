import { useEffect, useRef } from "preact/hooks";
import type { Task as TaskJson } from "@/client/types/task.ts";
import { taskOfJson } from "../tasks/task_of_json.ts";
import { callApi } from "./api.ts";
import { adoptTask, fleet } from "./store.ts";

/**
 * Asks for tasks that the page came to name and does not have, each once; they
 * are in the fleet from then on. What it was rendered with it has, as far as
 * there is anything to be had. Call it after `useLive`.
 */
export function useNamedTasks(ids: readonly (string | null)[]): void {
  const asked = useRef(new Set(ids));
  useEffect(() => {
    const known = fleet.peek()?.tasks;
    if (!known) return;
    for (const id of ids) {
      if (id === null || id in known || asked.current.has(id)) continue;
      asked.current.add(id);
      void adopt(id);
    }
  });
}

async function adopt(id: string): Promise<void> {
  const answer = await callApi<TaskJson>("GET", `tasks/${id}`);
  if (answer.ok) adoptTask(taskOfJson(answer.value));
}
