import { useState } from "preact/hooks";
import type { Task } from "@/domain/task.ts";

/** The tasks that a person chose, as far as they are still there. */
export function useSelection(tasks: Readonly<Record<string, Task>>) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string>();
  const here = [...chosen].flatMap((id) => tasks[id] ?? []);
  const ids = new Set<string>(here.map(({ id }) => id));

  const set = (id: string, on: boolean) => {
    const next = new Set(ids);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
    setLast(id);
  };
  return {
    ids: ids as ReadonlySet<string>,
    tasks: here,
    /** Chosen or let go most lately: where an extension begins. */
    last,
    set,
    toggle: (id: string) => set(id, !ids.has(id)),
    add: (more: readonly string[]) => setChosen(new Set([...ids, ...more])),
    clear: () => setChosen(new Set()),
  };
}
