import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff } from "@/domain/handoff.ts";
import { isFit, workersOf } from "./workers.ts";

/** What the step that the hand-off is in still lacks, to end a sentence with. */
export function whatIsMissing(handoff: Handoff, fleet: Fleet): string {
  switch (handoff.state.status) {
    case "analyzing":
      return "its analysis";
    case "selecting":
      return withoutWorker(handoff, fleet);
    case "instructing":
      return `instructions for ${
        keys(handoff.parts.filter(({ instructions }) => instructions === null))
      }`;
    case "processing":
      return "the final result";
    default:
      return "anything";
  }
}

function withoutWorker(handoff: Handoff, fleet: Fleet): string {
  const parts = handoff.parts.filter(({ agent_id }) => agent_id === null);
  const workers = workersOf(fleet, handoff.session_id);
  const hopeless = parts.filter((part) =>
    !workers.some((worker) => isFit(worker, part.requires))
  );
  const why = hopeless.map(({ key, requires }) =>
    `nobody who can do ${
      requires.join(", ") || "anything"
    } is there for "${key}"`
  ).join("; ");
  return `a worker for ${keys(parts)}${why && ` (${why})`}`;
}

function keys(parts: readonly { readonly key: string }[]): string {
  return parts.map(({ key }) => `"${key}"`).join(", ");
}
