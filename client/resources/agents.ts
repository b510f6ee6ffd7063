import type { CallOptions } from "../options.ts";
import type { Send } from "../request.ts";
import type { Agent, NewAgent, TranscriptEntry } from "../types/agent.ts";
import type { Page } from "../types/common.ts";
import type { Message } from "../types/message.ts";
import type { NewTask, Task } from "../types/task.ts";

/** What an end may take: agents are given 10 s to stop. */
const END_TIMEOUT_MS = 60_000;

/** Agents, their tasks, messages and transcripts. */
export function agentCalls(send: Send) {
  const one = (id: string, more = "") =>
    `agents/${encodeURIComponent(id)}${more}`;
  return {
    /** Living agents and those that ended lately. */
    list: (
      query: { readonly status?: string; readonly session_id?: string } = {},
      options: CallOptions = {},
    ) =>
      send<Page<Agent>>({ ...options, method: "GET", path: "agents", query }),
    get: (id: string, options: CallOptions = {}) =>
      send<Agent>({ ...options, method: "GET", path: one(id) }),
    /** Answers before its process is up: `status` is `starting`. */
    create: (agent: NewAgent, options: CallOptions = {}) =>
      send<Agent>({ ...options, method: "POST", path: "agents", body: agent }),
    /** Answers when its processes are gone. */
    terminate: (id: string, options: CallOptions = {}) =>
      send<Agent>({
        timeoutMs: END_TIMEOUT_MS,
        ...options,
        method: "DELETE",
        path: one(id),
      }),
    /** Ends the running turn. */
    interrupt: (id: string, options: CallOptions = {}) =>
      send<Agent>({ ...options, method: "POST", path: one(id, "/interrupt") }),
    /** Lets it stand still where it is, also after a restart of the server. */
    pause: (id: string, reason: string, options: CallOptions = {}) =>
      send<Agent>({
        ...options,
        method: "POST",
        path: one(id, "/pause"),
        body: { reason },
      }),
    resume: (id: string, options: CallOptions = {}) =>
      send<Agent>({ ...options, method: "POST", path: one(id, "/resume") }),
    /** Gives it another process in the same session. */
    restart: (id: string, options: CallOptions = {}) =>
      send<Agent>({
        timeoutMs: END_TIMEOUT_MS,
        ...options,
        method: "POST",
        path: one(id, "/restart"),
      }),
    /** Gives it a task, which waits until the agent is free. */
    assign: (
      id: string,
      task: Omit<NewTask, "agent_id" | "session_id">,
      options: CallOptions = {},
    ) =>
      send<Task>({
        ...options,
        method: "POST",
        path: one(id, "/tasks"),
        body: task,
      }),
    /** Tells it something, in its next turn or, `urgent`, at once. */
    tell: (
      id: string,
      message: { readonly text: string; readonly urgent?: boolean },
      options: CallOptions = {},
    ) =>
      send<Message>({
        ...options,
        method: "POST",
        path: one(id, "/messages"),
        body: message,
      }),
    /** The last entries, or those before one; oldest first. */
    transcript: (
      id: string,
      query: { readonly before?: number; readonly limit?: number } = {},
      options: CallOptions = {},
    ) =>
      send<{
        readonly entries: readonly TranscriptEntry[];
        readonly next_before: number | null;
      }>({ ...options, method: "GET", path: one(id, "/transcript"), query }),
    /** One entry with its whole text. */
    entry: (id: string, n: number, options: CallOptions = {}) =>
      send<{ readonly entry: TranscriptEntry; readonly text: string }>({
        ...options,
        method: "GET",
        path: one(id, `/transcript/${n}`),
      }),
  };
}
