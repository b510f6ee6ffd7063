import { useState } from "preact/hooks";
import type { Task as TaskJson } from "@/client/types/task.ts";
import type { Task, TaskStatus } from "@/domain/task.ts";
import { callApi, type Problem } from "../live/api.ts";
import { taskOfJson } from "./task_of_json.ts";

/** Tasks that one press of the button asks for. */
const PAGE = 100;
/** Pages read in one press while all of their tasks are known already. */
const MOST_PAGES = 5;

type Page = {
  readonly items: readonly TaskJson[];
  readonly next_cursor: string | null;
};

/**
 * Ended tasks that the fleet let go of: it keeps the newest alone. They are
 * read by the page, one state at a time.
 */
export function useOlder() {
  const [tasks, setTasks] = useState<Readonly<Record<string, Task>>>({});
  /** Where each state goes on; null: it has been read to its end. */
  const [cursors, setCursors] = useState<
    Readonly<Partial<Record<TaskStatus, string | null>>>
  >({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const read = async (
    statuses: readonly TaskStatus[],
    isKnown: (id: string) => boolean,
  ) => {
    setBusy(true);
    setProblem(undefined);
    for (const status of statuses) {
      let cursor = cursors[status];
      for (let page = 0; page < MOST_PAGES && cursor !== null; page++) {
        const answer = await callApi<Page>("GET", pathOf(status, cursor));
        if (!answer.ok) {
          setProblem(answer.problem);
          break;
        }
        const { items, next_cursor } = answer.value;
        cursor = next_cursor;
        const read = items.map(taskOfJson).map((task) => [task.id, task]);
        setTasks((before) => ({ ...before, ...Object.fromEntries(read) }));
        if (items.some(({ id }) => !isKnown(id))) break;
      }
      setCursors((before) => ({ ...before, [status]: cursor ?? null }));
    }
    setBusy(false);
  };

  return {
    tasks,
    busy,
    problem,
    read,
    isAtEnd: (statuses: readonly TaskStatus[]) =>
      statuses.every((status) => cursors[status] === null),
  };
}

function pathOf(status: TaskStatus, cursor: string | undefined): string {
  const query = new URLSearchParams({
    status,
    limit: String(PAGE),
    ...(cursor && { cursor }),
  });
  return `tasks?${query}`;
}
