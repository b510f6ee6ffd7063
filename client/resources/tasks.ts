import type { CallOptions } from "../options.ts";
import type { Send } from "../request.ts";
import type { Page } from "../types/common.ts";
import type { Handoff } from "../types/handoff.ts";
import type { Attempt, NewTask, Task } from "../types/task.ts";
import { itemsOf } from "./pages.ts";

/** Which tasks are wanted. */
export type TaskQuery = {
  readonly status?: string;
  readonly agent_id?: string;
  readonly session_id?: string;
  /** Parts of that task. */
  readonly parent_id?: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** Tasks and hand-offs. Tasks are named by our id or by the caller's own. */
export function taskCalls(send: Send) {
  const one = (id: string, more = "") =>
    `tasks/${encodeURIComponent(id)}${more}`;
  const post = (id: string, what: string, body: unknown, o: CallOptions) =>
    send<Task>({ ...o, method: "POST", path: one(id, `/${what}`), body });
  const list = (query: TaskQuery = {}, options: CallOptions = {}) =>
    send<Page<Task>>({ ...options, method: "GET", path: "tasks", query });
  return {
    /** One page, newest first. */
    list,
    /** All of them, page after page. */
    all: (query: Omit<TaskQuery, "cursor"> = {}, options: CallOptions = {}) =>
      itemsOf((cursor) =>
        list(cursor === undefined ? query : { ...query, cursor }, options)
      ),
    /** With its whole text and result. */
    get: (id: string, options: CallOptions = {}) =>
      send<Task>({ ...options, method: "GET", path: one(id) }),
    /** For one agent, or for anybody who can do it. */
    create: (task: NewTask, options: CallOptions = {}) =>
      send<Task>({ ...options, method: "POST", path: "tasks", body: task }),
    /** Changes a task that waits. */
    change: (
      id: string,
      change: {
        readonly priority?: number;
        readonly depends_on?: readonly string[];
      },
      options: CallOptions = {},
    ) =>
      send<Task>({
        ...options,
        method: "PATCH",
        path: one(id),
        body: change,
      }),
    /** Ends it with all its parts. */
    cancel: (id: string, options: CallOptions = {}) =>
      post(id, "cancel", undefined, options),
    /** Has a failed or cancelled task tried again. */
    retry: (id: string, options: CallOptions = {}) =>
      post(id, "retry", undefined, options),
    /** Gives a waiting task to another agent; null: to anybody. */
    reassign: (id: string, agent: string | null, options: CallOptions = {}) =>
      post(id, "reassign", { agent_id: agent }, options),
    attempts: (id: string, options: CallOptions = {}) =>
      send<{ readonly items: readonly Attempt[] }>({
        ...options,
        method: "GET",
        path: one(id, "/attempts"),
      }),
    /** The hand-off of a task, with its parts and every prompt. */
    handoff: (id: string, options: CallOptions = {}) =>
      send<Handoff>({ ...options, method: "GET", path: one(id, "/handoff") }),
  };
}

/** Hand-offs by their own id. */
export function handoffCalls(send: Send) {
  return {
    get: (id: string, options: CallOptions = {}) =>
      send<Handoff>({
        ...options,
        method: "GET",
        path: `handoffs/${encodeURIComponent(id)}`,
      }),
  };
}
