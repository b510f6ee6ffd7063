import type { Approval } from "@/domain/approval.ts";
import type { PermissionAnswer } from "@/domain/claude_process.ts";

const GO_ON = "Go on without it, or say in your result that it was needed.";
const DECIDE = "Decide yourself, and say what you assumed.";

/**
 * What the agent's process is told. A denial is in words for the model: who
 * denied, why, and what to do now.
 */
export function answerOf(
  { state, kind }: Approval,
  input: Readonly<Record<string, unknown>>,
): PermissionAnswer {
  const next = kind === "question" ? DECIDE : GO_ON;
  switch (state.status) {
    case "allowed":
      return state.answers
        ? {
          behavior: "allow",
          updatedInput: { ...input, answers: state.answers },
        }
        : { behavior: "allow" };
    case "denied": {
      const who = state.by.kind === "rule" ? "A rule" : "A person";
      const why = state.note.trim();
      return deny(
        why ? `${who} denied this: ${why}` : `${who} denied this`,
        next,
      );
    }
    case "expired":
      return deny("Nobody answered in time, so this is denied", next);
    case "withdrawn":
      return deny(`This is not wanted any more: ${state.reason}`, "");
    case "pending":
      throw new TypeError("Cannot answer a request: it is not decided");
  }
}

function deny(words: string, next: string): PermissionAnswer {
  const end = /[.!?]$/.test(words) ? "" : ".";
  return { behavior: "deny", message: `${words}${end} ${next}`.trim() };
}
