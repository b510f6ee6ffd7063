import type { FleetEvent } from "@/domain/event.ts";

/** What the course of an incident says, in the words that people read. */
export const INCIDENT_WORDS = {
  launched: "another process takes its session up",
  restarted: "a person starts it anew",
  renewed:
    "its agent goes on in a new session, which begins with what was done so far",
  replaced: "its process is replaced",
  started: "its process runs again",
  attempt: (number: number) => `attempt ${number} begins`,
  retried: "a person has it tried again",
  done: "work is done again",
  failed: "its task has failed for good",
  agentFailed: "it is not started again",
  agentGone: "its agent was stopped",
  taskStopped: "its task was stopped",
  taskCancelled: "its task was cancelled",
  goesOn: "a person lets it go on",
  opened: {
    time_over:
      "the time of the limit is over; agents go on one after the other",
    person: "a person opened the gate",
    switched_off: "a person does without the gate",
    restarted: "the server was started anew",
  } satisfies Record<
    Extract<FleetEvent, { type: "limit.opened" }>["data"]["reason"],
    string
  >,
} as const;
