import type {
  AgentId,
  ApprovalId,
  HandoffId,
  IncidentId,
  MessageId,
  RuleId,
  SessionId,
  TaskId,
} from "@/domain/ids.ts";

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
  taskOfParent: (parent: TaskId, id: TaskId) =>
    ["task_of_parent", parent, id] as const,
  tasksOfParent: (parent: TaskId) => ["task_of_parent", parent] as const,
  taskByExternalId: (id: string) => ["task_by_external_id", id] as const,
  session: (id: SessionId) => ["session", id] as const,
  sessions: ["session"] as const,
  /** Present while the session is not archived. */
  activeSession: (id: SessionId) => ["active_session", id] as const,
  activeSessions: ["active_session"] as const,
  handoff: (id: HandoffId) => ["handoff", id] as const,
  handoffs: ["handoff"] as const,
  /** Present while the hand-off has not ended. */
  liveHandoff: (id: HandoffId) => ["live_handoff", id] as const,
  liveHandoffs: ["live_handoff"] as const,
  handoffOfTask: (task: TaskId, id: HandoffId) =>
    ["handoff_of_task", task, id] as const,
  handoffsOfTask: (task: TaskId) => ["handoff_of_task", task] as const,
  message: (id: MessageId) => ["message", id] as const,
  messages: ["message"] as const,
  /** Present while the message waits for its receiver or for an answer. */
  waitingMessage: (id: MessageId) => ["waiting_message", id] as const,
  waitingMessages: ["waiting_message"] as const,
  /** Of its sender, and of its receiver. */
  messageOfAgent: (agent: AgentId, id: MessageId) =>
    ["message_of_agent", agent, id] as const,
  messagesOfAgent: (agent: AgentId) => ["message_of_agent", agent] as const,
  messageOfTask: (task: TaskId, id: MessageId) =>
    ["message_of_task", task, id] as const,
  messagesOfTask: (task: TaskId) => ["message_of_task", task] as const,
  approval: (id: ApprovalId) => ["approval", id] as const,
  approvals: ["approval"] as const,
  /** Present until it is decided and its agent was told. */
  openApproval: (id: ApprovalId) => ["open_approval", id] as const,
  openApprovals: ["open_approval"] as const,
  approvalOfAgent: (agent: AgentId, id: ApprovalId) =>
    ["approval_of_agent", agent, id] as const,
  approvalsOfAgent: (agent: AgentId) => ["approval_of_agent", agent] as const,
  approvalOfTask: (task: TaskId, id: ApprovalId) =>
    ["approval_of_task", task, id] as const,
  approvalsOfTask: (task: TaskId) => ["approval_of_task", task] as const,
  rule: (id: RuleId) => ["rule", id] as const,
  rules: ["rule"] as const,
  template: (id: string) => ["template", id] as const,
  templates: ["template"] as const,
  incident: (id: IncidentId) => ["incident", id] as const,
  incidents: ["incident"] as const,
  /** Present until it has recovered, or is closed. */
  openIncident: (id: IncidentId) => ["open_incident", id] as const,
  openIncidents: ["open_incident"] as const,
  /** Whether waiting tasks are given to agents. */
  queue: ["queue"] as const,
  /** The gate for what the account may use. */
  limits: ["limits"] as const,
  /** What the last start found, and whether a person has read it. */
  boot: ["boot"] as const,
  /** Reports of starts take turns in a fixed number of places. */
  bootReport: (place: number) => ["boot_report", place] as const,
  bootReports: ["boot_report"] as const,
  /** Whether budgets count, and what was used today. */
  budgets: ["budgets"] as const,
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
  /** `name`: hash of the key that the request carried. */
  idempotent: (name: string) => ["idempotent", name] as const,
  idempotentBody: (name: string, index: number) =>
    ["idempotent_body", name, index] as const,
  idempotentAt: (ms: number, name: string) =>
    ["idempotent_at", ms, name] as const,
  idempotentTimes: ["idempotent_at"] as const,
  /** Beside the fleet: its secret and its place are no part of the log. */
  webhook: (id: string) => ["webhook", id] as const,
  webhooks: ["webhook"] as const,
  browserSessions: ["browser_session"] as const,
  browserSession: (hash: string) => ["browser_session", hash] as const,
} as const;
