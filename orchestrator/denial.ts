import type { CliEvent } from "@/domain/cli_event.ts";

/** What the model hears when a tool is denied because nobody can be asked. */
export function denialOf(
  asked: Extract<CliEvent, { kind: "permission_requested" }>,
): string {
  return asked.needsPerson
    ? "Nobody can answer now. Decide yourself and say what you assumed."
    : `${asked.toolName} is not among the tools that this agent may use here. Go on without it, or say in your result that it was needed.`;
}
