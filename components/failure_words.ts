import type { FailureKind } from "@/domain/failure.ts";

/** A failure's kind in plain words. */
export function failureWords(kind: FailureKind): string {
  return WORDS[kind];
}

const WORDS: Readonly<Record<FailureKind, string>> = {
  authentication: "not signed in",
  rate_limit: "rate limit",
  usage_limit: "usage limit",
  overloaded: "model overloaded",
  network: "no network",
  api_error: "API error",
  bad_input: "request refused",
  context_too_long: "context too long",
  output_too_long: "answer too long",
  model_not_found: "model not found",
  budget: "budget used up",
  max_turns: "turn limit",
  timed_out: "timed out",
  interrupted: "interrupted",
  crashed: "process ended",
  oom: "out of memory",
  bad_frame: "could not read its input",
  link_lost: "connection lost",
  stalled: "no sign of life",
  start_failed: "could not start",
  claude_not_found: "claude not found",
  folder_unusable: "folder unusable",
  terminated: "agent stopped",
  dependency_failed: "what it waited for did not succeed",
  no_answer: "the manager did not answer",
  rejected: "judged as not done",
  looping: "went round in circles",
  store_failed: "live store refused",
  history_away: "history away",
  disk_full: "disk full",
  memory_low: "memory low",
  slow_clients: "clients read too slowly",
  unknown: "unknown cause",
};
