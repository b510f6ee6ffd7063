import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";

/** Every key shape of the live store, in one place. */
export const keys = {
  /** `{ seq, schema }` of the last commit; every commit checks and moves it. */
  head: ["head"] as const,
  event: (seq: number) => ["event", seq] as const,
  events: ["event"] as const,
  agent: (id: AgentId) => ["agent", id] as const,
  agents: ["agent"] as const,
  /** Present while the agent has not ended. */
  liveAgent: (id: AgentId) => ["live_agent", id] as const,
  liveAgents: ["live_agent"] as const,
  task: (id: TaskId) => ["task", id] as const,
  tasks: ["task"] as const,
  /** Present while the task has not ended. */
  openTask: (id: TaskId) => ["open_task", id] as const,
  openTasks: ["open_task"] as const,
  taskOfAgent: (agent: AgentId, id: TaskId) =>
    ["task_of_agent", agent, id] as const,
  tasksOfAgent: (agent: AgentId) => ["task_of_agent", agent] as const,
  taskOfSession: (session: SessionId, id: TaskId) =>
    ["task_of_session", session, id] as const,
  tasksOfSession: (session: SessionId) => ["task_of_session", session] as const,
  taskByExternalId: (id: string) => ["task_by_external_id", id] as const,
  session: (id: SessionId) => ["session", id] as const,
  sessions: ["session"] as const,
  /** Present while the session is not archived. */
  activeSession: (id: SessionId) => ["active_session", id] as const,
  activeSessions: ["active_session"] as const,
  entry: (agent: AgentId, n: number) => ["transcript", agent, n] as const,
  entries: (agent: AgentId) => ["transcript", agent] as const,
  textChunk: (blob: string, index: number) => ["text", blob, index] as const,
  textChunks: (blob: string) => ["text", blob] as const,
  /** When the newest task that left was made, in milliseconds since 1970. */
  newestRetiredTask: ["newest_retired_task"] as const,
  /** Present until the transcript of an agent that left is swept. */
  retiredAgent: (id: AgentId) => ["retired_agent", id] as const,
  retiredAgents: ["retired_agent"] as const,
  /** Present until the chunks of a text that left are swept. */
  retiredText: (blob: string) => ["retired_text", blob] as const,
  retiredTexts: ["retired_text"] as const,
  browserSession: (hash: string) => ["browser_session", hash] as const,
} as const;
