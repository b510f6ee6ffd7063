import type { Actor } from "./actor.ts";
import type { ApprovalScope, ApprovalState } from "./approval.ts";

const REACH: Readonly<Record<ApprovalScope, string>> = {
  once: "once",
  task: "for its task",
  always: "always",
};

/** What became of a request, in a few words: `denied by a rule: no pushes`. */
export function stateWords(state: ApprovalState): string {
  switch (state.status) {
    case "pending":
      return "waits for an answer";
    case "allowed":
      if (state.answers) return `answered by ${actorWords(state.by)}`;
      return state.by.kind === "rule"
        ? "allowed by a rule"
        : `allowed ${REACH[state.scope]} by ${actorWords(state.by)}`;
    case "denied":
      return `denied by ${actorWords(state.by)}` +
        (state.note ? `: ${state.note}` : "");
    case "expired":
      return "denied, as nobody answered in time";
    case "withdrawn":
      return `withdrawn: ${state.reason}`;
  }
}

function actorWords(by: Actor): string {
  switch (by.kind) {
    case "person":
      return "a person";
    case "rule":
      return "a rule";
    case "agent":
      return "an agent";
    case "server":
      return "the server";
  }
}
