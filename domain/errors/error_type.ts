import type { FailureKind } from "../failure_kinds.ts";

/** The classes of errors, as programs that watch the platform know them. */
export const ERROR_TYPES = [
  "agent_crash",
  "cli_timeout",
  "communication_failure",
  "resource_exhaustion",
  "task_failure",
  "system_overload",
  "network_error",
  "unknown",
] as const;
export type ErrorType = typeof ERROR_TYPES[number];

/** How much an error matters, mildest first. */
export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = typeof SEVERITIES[number];

/** The severity and those above it. */
export function orWorse(severity: Severity): readonly Severity[] {
  return SEVERITIES.slice(SEVERITIES.indexOf(severity));
}

/** The class of a failure. */
export function errorTypeOf(kind: FailureKind): ErrorType {
  return TYPE[kind];
}

const TYPE: Readonly<Record<FailureKind, ErrorType>> = {
  crashed: "agent_crash",
  start_failed: "agent_crash",
  claude_not_found: "agent_crash",
  folder_unusable: "agent_crash",
  stalled: "cli_timeout",
  timed_out: "cli_timeout",
  authentication: "communication_failure",
  api_error: "communication_failure",
  bad_frame: "communication_failure",
  link_lost: "communication_failure",
  store_failed: "communication_failure",
  history_away: "communication_failure",
  slow_clients: "communication_failure",
  oom: "resource_exhaustion",
  memory_low: "resource_exhaustion",
  disk_full: "resource_exhaustion",
  usage_limit: "resource_exhaustion",
  budget: "resource_exhaustion",
  max_turns: "resource_exhaustion",
  looping: "resource_exhaustion",
  rate_limit: "system_overload",
  overloaded: "system_overload",
  network: "network_error",
  bad_input: "task_failure",
  context_too_long: "task_failure",
  output_too_long: "task_failure",
  model_not_found: "task_failure",
  interrupted: "task_failure",
  terminated: "task_failure",
  dependency_failed: "task_failure",
  no_answer: "task_failure",
  rejected: "task_failure",
  unknown: "unknown",
};

/** Failures in a row after which each weighs more. */
export const ESCALATED_AFTER = 3;

/**
 * How much a failure matters: as its class does, one more when as many as
 * `ESCALATED_AFTER` came before it in a row. What nobody but the operator can
 * set right is critical from the first; what holds no work up begins low.
 */
export function severityOf(kind: FailureKind, earlierInARow: number): Severity {
  if (kind === "authentication" || kind === "claude_not_found") {
    return "critical";
  }
  const base = kind === "slow_clients"
    ? SEVERITIES.indexOf("low")
    : SEVERITIES.indexOf(BASE[TYPE[kind]]);
  const step = earlierInARow >= ESCALATED_AFTER ? 1 : 0;
  return SEVERITIES[Math.min(base + step, SEVERITIES.length - 1)] ?? "critical";
}

const BASE: Readonly<Record<ErrorType, Severity>> = {
  agent_crash: "high",
  cli_timeout: "medium",
  communication_failure: "medium",
  resource_exhaustion: "high",
  task_failure: "low",
  system_overload: "critical",
  network_error: "medium",
  unknown: "medium",
};
