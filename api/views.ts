import { z } from "@hono/zod-openapi";
import {
  Activity,
  type Agent,
  AGENT_ROLES,
  AgentConfig,
} from "@/domain/agent.ts";
import { processId } from "@/domain/agent_status.ts";
import { agentLine, taskLine } from "@/domain/budget_lines.ts";
import { Failure } from "@/domain/failure.ts";
import {
  Attempt,
  publicTaskId,
  type Task,
  TASK_MODES,
  TaskResult,
} from "@/domain/task.ts";
import { Usage } from "@/domain/usage.ts";
import { BudgetView, budgetView } from "./budgets/budget_view.ts";

/** An agent as programs see it. */
export const AgentView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(AGENT_ROLES),
  model: z.string(),
  status: z.string(),
  status_since: z.string(),
  activity: Activity.nullable(),
  failure: Failure.nullable(),
  /** A person wants it to stand still, and why. */
  held: z.object({ since: z.string(), reason: z.string() }).nullable(),
  /** Our id of the task that it works on. */
  task_id: z.string().nullable(),
  process_id: z.int().nullable(),
  config: AgentConfig,
  claude_session_id: z.string(),
  /** The piece of work that it is part of. */
  session_id: z.string().nullable(),
  working_directory: z.string(),
  usage: Usage,
  /** What it may use up in its life; null: any amount. */
  budget: BudgetView.nullable(),
  tasks_completed: z.int(),
  tasks_failed: z.int(),
  transcript_length: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
}).openapi("Agent");
export type AgentView = z.infer<typeof AgentView>;

/** Gives the agent as programs see it. */
export function agentView(agent: Agent): AgentView {
  const { state } = agent;
  return {
    id: agent.id,
    name: agent.name,
    role: agent.role,
    model: agent.model,
    status: state.status,
    status_since: state.since,
    activity: state.status === "busy" ? state.activity : null,
    failure: "failure" in state ? state.failure : null,
    held: agent.held ?? null,
    task_id: state.status === "busy" ? state.task_id : null,
    process_id: processId(state),
    config: agent.config,
    claude_session_id: agent.claude_session.id,
    session_id: agent.session_id,
    working_directory: agent.working_directory,
    usage: agent.usage,
    budget: agentLine(agent).map(budgetView)[0] ?? null,
    tasks_completed: agent.tasks_completed,
    tasks_failed: agent.tasks_failed,
    transcript_length: agent.transcript_length,
    created_at: agent.created_at,
    updated_at: agent.updated_at,
  };
}

/** A task as programs see it. */
export const TaskView = z.object({
  id: z.string(),
  /** The caller's own id where one was given, else `id`. */
  task_id: z.string(),
  external_id: z.string().nullable(),
  title: z.string(),
  /** Its beginning alone in lists, when it is long; see `description_length`. */
  description: z.string(),
  description_length: z.int(),
  priority: z.int(),
  /** Who has it, or had it last; null: nobody had it yet. */
  agent_id: z.string().nullable(),
  /** Only that agent may do it. */
  pinned: z.boolean(),
  mode: z.enum(TASK_MODES),
  handoff_id: z.string().nullable(),
  parent_id: z.string().nullable(),
  depends_on: z.array(z.string()),
  requires: z.array(z.string()),
  max_attempts: z.int(),
  ignore_limits: z.boolean(),
  /** The piece of work that its agent is part of. */
  session_id: z.string().nullable(),
  status: z.string(),
  status_since: z.string(),
  progress: z.number(),
  result: TaskResult.omit({ output: true }).extend({
    output: z.string(),
    output_length: z.int(),
  }).nullable(),
  failure: Failure.nullable(),
  attempts: z.array(Attempt),
  /** Of itself alone. */
  usage: Usage,
  /** Of itself and all its parts. */
  tree_usage: Usage,
  /** What it may use up with all its parts; null: any amount. */
  budget: BudgetView.nullable(),
  created_at: z.string(),
  updated_at: z.string(),
}).openapi("Task");
export type TaskView = z.infer<typeof TaskView>;

/** Gives the task as programs see it; long texts by their beginning. */
export function taskView(task: Task): TaskView {
  const { state } = task;
  return {
    id: task.id,
    task_id: publicTaskId(task),
    external_id: task.external_id,
    title: task.title,
    description: task.description.text,
    description_length: task.description.length,
    priority: task.priority,
    agent_id: task.agent_id,
    pinned: task.pinned,
    mode: task.mode,
    handoff_id: task.handoff_id,
    parent_id: task.parent_id,
    depends_on: task.depends_on,
    requires: task.requires,
    max_attempts: task.max_attempts,
    ignore_limits: task.ignore_limits,
    session_id: task.session_id,
    status: state.status,
    status_since: state.since,
    progress: task.progress,
    result: "result" in state ? resultView(state.result) : null,
    failure: state.status === "failed" ? state.failure : null,
    attempts: task.attempts,
    usage: task.usage,
    tree_usage: task.tree_usage,
    budget: taskLine(task).map(budgetView)[0] ?? null,
    created_at: task.created_at,
    updated_at: task.updated_at,
  };
}

/** The result with its text where programs expect it. */
export function resultView(result: z.infer<typeof TaskResult>) {
  return {
    output: result.output.text,
    output_length: result.output.length,
    duration_ms: result.duration_ms,
    turns: result.turns,
  };
}
