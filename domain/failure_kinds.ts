/** Why work did not succeed, read from fields of the protocol and process facts. */
export const FAILURE_KINDS = [
  "authentication",
  "rate_limit",
  "usage_limit",
  "overloaded",
  "network",
  "api_error",
  /** The API refused the request itself: the same again would be refused again. */
  "bad_input",
  "context_too_long",
  /** Its answer was longer than the model may give. */
  "output_too_long",
  "model_not_found",
  "budget",
  "max_turns",
  "timed_out",
  "interrupted",
  "crashed",
  /** Its process was refused memory. */
  "oom",
  /** Its process could not read what was written to it. */
  "bad_frame",
  /** What is written to its process, or sent to a client, does not arrive. */
  "link_lost",
  "stalled",
  "start_failed",
  "claude_not_found",
  "folder_unusable",
  "terminated",
  /** What it depended on did not succeed. */
  "dependency_failed",
  /** A manager did not answer a step of its hand-off. */
  "no_answer",
  /** Judged as not done. */
  "rejected",
  /** It did the same thing again and again, and a person stopped it. */
  "looping",
  /** The live store refused a commit. */
  "store_failed",
  /** The history cannot be reached. */
  "history_away",
  /** There is no room where the data is. */
  "disk_full",
  /** The host has too little memory for another process. */
  "memory_low",
  /** Clients that read too slowly are cut again and again; each comes back and goes on. */
  "slow_clients",
  "unknown",
] as const;
export type FailureKind = typeof FAILURE_KINDS[number];
