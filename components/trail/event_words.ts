import type { FleetEvent } from "@/domain/event.ts";
import type { HandoffStep } from "@/domain/handoff.ts";
import { formatMoney, formatTokens, plural } from "../format.ts";
import { budgetAmount } from "../budget/budget_amount.ts";
import { entryWords } from "../history/hit_words.ts";
import { failureWords } from "../failure_words.ts";
import { kindName } from "../messages/delivery_look.ts";

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
    case "task.unblocked":
      return "All that it waited for is done";
    case "error.raised":
      return `${failureWords(event.data.kind)}: ${event.data.message}`;
    case "error.recovering":
      return `Recovering: ${event.data.words}`;
    case "error.recovered":
      return `Recovered: ${event.data.words}`;
    case "error.gave_up":
      return `Given up: ${event.data.words}`;
    case "error.acknowledged":
      return "A person took notice of the incident";
    case "error.closed":
      return "The incident was closed";
    case "agent.memory_exceeded":
      return `It occupies ${event.data.used_mb} MB of memory, and may occupy ${event.data.limit_mb}: ${event.data.step}`;
    case "agent.memory_eased":
      return "It occupies no more memory than it may again";
    case "limit.closed":
      return `Work was held back: ${failureWords(event.data.kind)}`;
    case "limit.opened":
      return "Work may go on";
    case "limit.lowered":
      return `Fewer work at once: ${
        plural(event.data.places, "agent")
      } at most`;
    case "limit.raised":
      return event.data.places === null
        ? "As many work at once as ever"
        : `More work at once: ${plural(event.data.places, "agent")} at most`;
    case "budget.set":
      return event.data.budget ? "A budget was set" : "Its budget was removed";
    case "budget.warned":
      return `Its budget is nearly used up: ${budgetAmount(event.data)}`;
    case "budget.reached":
      return `Its budget is used up: ${budgetAmount(event.data)}`;
    case "limit.switched":
      return event.data.enabled
        ? "Limits hold work back"
        : "Limits do not hold work back any more";
    case "task.attempt_failed":
      return `Attempt ${event.data.attempt}: ${
        failureWords(event.data.failure.kind)
      }, one more follows`;
    case "task.reported":
      return `Attempt ${event.data.attempt}: reported, its manager will judge it`;
    case "task.accepted":
      return "Its manager accepted the result";
    case "task.sent_back":
      return `Sent back: ${event.data.reason}`;
    case "task.result_refused":
      return `Refused a late result of attempt ${event.data.attempt}: ${event.data.reason}`;
    case "task.result_submitted":
      return `Attempt ${event.data.attempt}: the agent submitted its result`;
    case "task.edited":
      return event.data.priority === undefined
        ? "What it waits for was changed"
        : `Its priority is ${event.data.priority} now`;
    case "task.retried":
      return "To be tried again";
    case "task.reassigned":
      return event.data.to === null
        ? "Given to anybody who can"
        : "Given to another agent";
    case "handoff.created":
      return "The hand-off began";
    case "handoff.step_prompted":
      return `The manager was asked to ${
        STEP_WORDS[event.data.step]
      } (${event.data.reason})`;
    case "handoff.step_started":
      return "The manager has the prompt";
    case "handoff.step_ended":
      return "The manager's turn ended";
    case "handoff.analyzed":
      return `Taken apart into ${plural(event.data.parts.length, "part")}`;
    case "handoff.worker_selected":
      return `A worker for part ${event.data.part}`;
    case "handoff.instructed":
      return `Instructions for part ${event.data.part}`;
    case "handoff.parts_created":
      return "The parts are tasks now";
    case "handoff.parts_ended":
      return "All parts have ended";
    case "handoff.part_reviewed":
      return event.data.verdict === "accepted"
        ? `Part ${event.data.part} was accepted`
        : `Part ${event.data.part} was sent back: ${event.data.reason}`;
    case "handoff.result_submitted":
      return "The manager gave the final result";
    case "handoff.completed":
      return "The hand-off is complete";
    case "handoff.failed":
      return `The hand-off failed, ${failureWords(event.data.failure.kind)}`;
    case "approval.requested":
      return `The agent asked about ${event.data.approval.tool}`;
    case "approval.decided":
      return `What it asked was ${event.data.state.status}`;
    case "approval.delivered":
      return "The agent was told the answer";
    case "approval.postponed":
      return "What it asked was put off";
    case "message.sent":
      return `Message sent: ${kindName(event.data.message.kind)}`;
    case "message.delivered":
      return `The message was delivered at turn ${event.data.turn}`;
    case "message.superseded":
      return `The message became needless: ${event.data.reason}`;
    case "message.answered":
      return "The question was answered";
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

const STEP_WORDS: Readonly<Record<HandoffStep, string>> = {
  analyzing: "take the task apart",
  selecting: "choose workers",
  instructing: "instruct them",
  executing: "wait",
  processing: "judge the results",
};

function sentence(type: string): string {
  const words = type.replaceAll(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
