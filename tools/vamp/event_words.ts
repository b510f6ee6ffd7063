import {
  entryOf,
  type FleetEvent,
  type TranscriptEntry,
} from "@/client/mod.ts";
import { shortId } from "@/domain/short_id.ts";

/** Events that say too little to show each of them. */
const QUIET: ReadonlySet<string> = new Set([
  "usage.recorded",
  "agent.activity_changed",
  "approval.delivered",
]);

/** One event in a line; `undefined` for what is not worth one. */
export function eventWords(event: FleetEvent): string | undefined {
  if (QUIET.has(event.type)) return undefined;
  const entry = entryOf(event);
  if (entry) return entryWords(entry);
  const { details, reason, failure } = event.data as {
    readonly details?: string;
    readonly reason?: string;
    readonly failure?: { readonly message: string };
  };
  const more = details ?? reason ?? failure?.message;
  const agent = event.agent_id ? ` ${shortId(event.agent_id)}` : "";
  return `${event.type}${agent}${more ? `: ${more}` : ""}`;
}

/** One entry of a transcript in a line; `undefined` for what is not worth one. */
export function entryWords(entry: TranscriptEntry): string | undefined {
  switch (entry.kind) {
    case "prompt":
      return `> ${entry.text.text}`;
    case "text":
      return entry.text.text;
    case "thinking":
      return undefined;
    case "tool_call":
      return `[${entry.tool}] ${entry.input.text}`;
    case "tool_result":
      return entry.is_error
        ? `[failed] ${entry.text.text}`
        : `[ok] ${entry.text.text}`;
    case "turn_ended":
      return `-- ${entry.succeeded ? "done" : entry.reason}`;
    case "notice":
      return `(${entry.level}) ${entry.text.text}`;
  }
}
