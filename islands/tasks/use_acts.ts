import { useEffect, useState } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isWaitingTask } from "@/domain/task_status.ts";
import { type Act, hindrance } from "@/components/tasks/acts.ts";
import { plural } from "@/components/format.ts";
import { callApi } from "../live/api.ts";
import { toast } from "../toast/toasts.ts";

/** Requests under way at once, for many tasks. */
const AT_ONCE = 4;

/** What came of an act on some tasks. */
export type Result = {
  readonly words: string;
  readonly refused: readonly {
    readonly id: string;
    readonly title: string;
    readonly why: string;
  }[];
};

/**
 * Does one act to one task or to many, and says to which it was not done and
 * why. A task is busy until the event that confirms the act has come.
 */
export function useActs(
  fleet: Fleet,
  letThrough: (ids: readonly string[]) => void,
) {
  /** Busy tasks, and how far they had changed when the act was sent. */
  const [busy, setBusy] = useState<ReadonlyMap<string, string>>(new Map());
  const [result, setResult] = useState<Result>();
  useEffect(() => {
    const left = [...busy].filter(([id, mark]) =>
      markOf(fleet.tasks[id]) === mark
    );
    if (left.length < busy.size) setBusy(new Map(left));
  }, [fleet, busy]);

  const run = async (act: Act, ids: readonly string[]) => {
    setResult(undefined);
    const tasks = ids.flatMap((id) => fleet.tasks[id] ?? []);
    letThrough(ids);
    setBusy((before) =>
      new Map([
        ...before,
        ...tasks.map((task) => [task.id, markOf(task)] as const),
      ])
    );
    const refused: Result["refused"][number][] = [];
    const done: Task[] = [];
    const queue = [...tasks];
    const work = async () => {
      for (let task = queue.shift(); task; task = queue.shift()) {
        const why = hindrance(act, task, fleet) ?? await send(act, task.id);
        if (why === undefined) done.push(task);
        else refused.push({ id: task.id, title: task.title, why });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const failed = new Set(refused.map(({ id }) => id));
    setBusy((before) => new Map([...before].filter(([id]) => !failed.has(id))));
    const words = wordsOf(act, done.length, fleet);
    if (refused.length > 0) setResult({ words, refused });
    if (done.length === 0) return;
    if (refused.length === 0) setResult({ words, refused });
    const undo = undoOf(act, done);
    if (!undo) return;
    toast(words, {
      label: "Undo",
      run: () => {
        letThrough(ids);
        for (const task of done) void undo(task);
      },
    });
  };

  return {
    run,
    result,
    /** Nothing was sent, and this is why. */
    refuse: (task: Task, why: string) =>
      setResult({
        words: "",
        refused: [{ id: task.id, title: task.title, why }],
      }),
    clear: () => setResult(undefined),
    isBusy: (id: string) => busy.has(id),
  };
}

/** Sends it; why it was refused, or `undefined`. */
async function send(act: Act, id: string): Promise<string | undefined> {
  const answer = await request(act, id);
  return answer.ok ? undefined : answer.problem.message;
}

function request(act: Act, id: string) {
  switch (act.kind) {
    case "retry":
    case "cancel":
      return callApi("POST", `tasks/${id}/${act.kind}`);
    case "priority":
      return callApi("PATCH", `tasks/${id}`, { priority: act.priority });
    case "assign":
      return callApi("POST", `tasks/${id}/reassign`, { agent_id: act.to });
  }
}

/** How to put one task back as it was; `undefined`: it cannot be taken back. */
function undoOf(
  act: Act,
  done: readonly Task[],
): ((before: Task) => Promise<unknown>) | undefined {
  switch (act.kind) {
    case "priority":
      return ({ id, priority }) => request({ kind: "priority", priority }, id);
    case "assign":
      return ({ id, pinned, agent_id }) =>
        request({ kind: "assign", to: pinned ? agent_id : null }, id);
    case "cancel":
      // What ran has lost its turn; what waited only waits again.
      return done.every(({ state }) => isWaitingTask(state))
        ? ({ id }) => request({ kind: "retry" }, id)
        : undefined;
    case "retry":
      return undefined;
  }
}

function wordsOf(act: Act, count: number, fleet: Fleet): string {
  const tasks = plural(count, "task");
  switch (act.kind) {
    case "retry":
      return `${tasks} tried again`;
    case "cancel":
      return `${tasks} cancelled`;
    case "priority":
      return `${tasks} set to priority ${act.priority}`;
    case "assign":
      return act.to === null
        ? `${tasks} given to anybody`
        : `${tasks} given to ${fleet.agents[act.to]?.name ?? "the agent"}`;
  }
}

/** Differs once anything about the task has changed. */
function markOf(task: Task | undefined): string {
  return task ? `${task.updated_seq} ${task.state.status}` : "";
}
