import type { FailureKind } from "../failure_kinds.ts";

/** All that the platform may do about an error by itself, or have a person do. */
export const STRATEGIES = [
  /** Another process with the same configuration takes the session up again. */
  "restart_process",
  /** The turn is interrupted, the agent begins anew, the task is tried again or fails. */
  "reset_agent",
  /** The connection is made again, and both sides tell each other where they are. */
  "reconnect",
  /** Idle agents stop, finished work leaves memory, nothing starts before there is room. */
  "free_resources",
  /** The task is tried again, later and later. */
  "retry_task",
  /** Nothing is asked for a while; then work comes back slowly. */
  "shed_load",
  /** All work waits until the account may go on. */
  "await_reset",
  /** The agent goes on in a session of its own that begins with what it did so far. */
  "fresh_session",
  /** What the server's own stop cut short goes on after its start. */
  "resume_work",
  /** Only a person can set it right: nothing is tried again before. */
  "ask_operator",
  /** The same again would end the same way: the work ends. */
  "give_up",
  /** It follows from something else, which is recovered in its own way. */
  "nothing",
] as const;
export type Strategy = typeof STRATEGIES[number];

/** What is done about each kind of failure: a kind without a line here does not compile. */
export const RECOVERY: Readonly<Record<FailureKind, Strategy>> = {
  crashed: "restart_process",
  start_failed: "restart_process",
  bad_frame: "restart_process",
  stalled: "reset_agent",
  timed_out: "reset_agent",
  link_lost: "reconnect",
  store_failed: "reconnect",
  history_away: "reconnect",
  slow_clients: "reconnect",
  oom: "free_resources",
  memory_low: "free_resources",
  disk_full: "free_resources",
  network: "retry_task",
  api_error: "retry_task",
  unknown: "retry_task",
  rate_limit: "shed_load",
  overloaded: "shed_load",
  usage_limit: "await_reset",
  context_too_long: "fresh_session",
  interrupted: "resume_work",
  authentication: "ask_operator",
  claude_not_found: "ask_operator",
  folder_unusable: "ask_operator",
  model_not_found: "ask_operator",
  bad_input: "ask_operator",
  budget: "ask_operator",
  max_turns: "ask_operator",
  looping: "ask_operator",
  output_too_long: "give_up",
  no_answer: "give_up",
  rejected: "give_up",
  dependency_failed: "nothing",
  terminated: "nothing",
};

/** Whether work that failed may be tried again without a person. */
const TRIES_AGAIN: Readonly<Record<Strategy, boolean>> = {
  restart_process: true,
  reset_agent: true,
  reconnect: true,
  free_resources: true,
  retry_task: true,
  shed_load: true,
  fresh_session: true,
  resume_work: true,
  // The gate alone knows when; work that goes past the gate fails.
  await_reset: false,
  ask_operator: false,
  give_up: false,
  nothing: false,
};

/** Whether another attempt could end in another way. */
export function triesAgain(kind: FailureKind): boolean {
  return TRIES_AGAIN[RECOVERY[kind]];
}

/** Whether another process could do better than the one that was lost so. */
export function startsAgain(kind: FailureKind): boolean {
  return RECOVERY[kind] !== "ask_operator";
}
