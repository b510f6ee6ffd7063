import type { FailureKind } from "@/domain/failure_kinds.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";

/** What failures of a kind have in common when they have the same cause. */
type Scope = "everybody" | "agent" | "task" | "model";

const SCOPE: Readonly<Record<FailureKind, Scope>> = {
  authentication: "everybody",
  rate_limit: "everybody",
  usage_limit: "everybody",
  overloaded: "everybody",
  network: "everybody",
  api_error: "everybody",
  claude_not_found: "everybody",
  link_lost: "agent",
  store_failed: "everybody",
  history_away: "everybody",
  disk_full: "everybody",
  memory_low: "everybody",
  slow_clients: "everybody",
  model_not_found: "model",
  crashed: "agent",
  start_failed: "agent",
  folder_unusable: "agent",
  oom: "agent",
  bad_frame: "agent",
  stalled: "agent",
  looping: "agent",
  timed_out: "task",
  bad_input: "task",
  context_too_long: "task",
  output_too_long: "task",
  budget: "task",
  max_turns: "task",
  interrupted: "task",
  terminated: "task",
  dependency_failed: "task",
  no_answer: "task",
  rejected: "task",
  unknown: "task",
};

/** Whom a failure is about. */
export type About = {
  readonly agent?: AgentId | undefined;
  readonly task?: TaskId | undefined;
  /** The agent's model. */
  readonly model?: string | undefined;
};

/** What failures share that make one incident: `overloaded`, `crashed/<agent id>`. Pure. */
export function causeOf(kind: FailureKind, about: About): string {
  const { agent, task, model } = about;
  switch (SCOPE[kind]) {
    case "everybody":
      return kind;
    case "model":
      return `${kind}/${model ?? agent ?? task ?? ""}`;
    case "agent":
      return `${kind}/${agent ?? task ?? ""}`;
    case "task":
      return `${kind}/${task ?? agent ?? ""}`;
  }
}

/** Whether the incident's cause is that agent, or that task, alone. */
export function isOwnCause(cause: string, id: AgentId | TaskId): boolean {
  return cause.endsWith(`/${id}`);
}
