import type { FleetEvent } from "@/domain/event.ts";
import { formatMoney, formatTokens } from "../format.ts";
import { entryWords } from "../history/hit_words.ts";
import { failureWords } from "../failure_words.ts";

/** What an event says, in a few words of a person. */
export function eventWords(event: FleetEvent): string {
  switch (event.type) {
    case "task.created":
      return "Task created";
    case "task.assigned":
      return `Attempt ${event.data.attempt}: given to the agent`;
    case "task.started":
      return `Attempt ${event.data.attempt}: the agent has it`;
    case "task.progressed":
      return [
        `Progress: ${Math.round(event.data.progress * 100)} %`,
        event.data.details,
      ].filter(Boolean).join(", ");
    case "task.completed":
      return `Attempt ${event.data.attempt}: completed`;
    case "task.failed":
      return `Attempt ${event.data.attempt}: failed, ${
        failureWords(event.data.failure.kind)
      }`;
    case "task.cancelled":
      return `Cancelled: ${event.data.reason}`;
    case "usage.recorded": {
      const { usage } = event.data;
      const tokens = usage.input_tokens + usage.output_tokens;
      return `Used ${formatTokens(tokens)} tokens, ${
        formatMoney(usage.cost_usd)
      }`;
    }
    case "transcript.appended": {
      const { entry } = event.data;
      if (entry.kind === "tool_call") return `The agent called ${entry.tool}`;
      return `The agent ${entryWords(entry.kind)}`;
    }
    default:
      // `agent.activity_changed` reads well enough as it is called.
      return sentence(event.type);
  }
}

function sentence(type: string): string {
  const words = type.replaceAll(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
