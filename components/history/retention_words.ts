import type { PruneRun, RetentionRules } from "@/domain/retention.ts";
import { formatCount, plural } from "../format.ts";

/** The rules in force, in sentences; a rule that is switched off says so. */
export function ruleWords(rules: RetentionRules): readonly string[] {
  const { live_hours, live_tasks, history_days, history_max_gib } = rules;
  const details = "Events, transcripts, attempts and messages";
  return [
    live_hours === 0
      ? "Ended tasks and agents stay in the live store."
      : `Ended tasks and agents leave the live store for the history after ${
        plural(live_hours, "hour")
      }, and earlier when there are more than ${
        formatCount(live_tasks)
      } tasks.`,
    history_days === 0
      ? `${details} stay in the history.`
      : `${details} leave the history after ${
        plural(history_days, "day")
      }. Tasks, agents and sessions stay, with results and costs.`,
    history_max_gib === 0
      ? "The history may take any room."
      : `When the history takes more than ${history_max_gib} GiB, the oldest events and transcripts go earlier.`,
    `Measured values go after ${plural(rules.metrics_days, "day")}.`,
  ];
}

/** What a run removed: `removed 48,210 events, 9,130 transcript entries`. */
export function removedWords({ removed }: PruneRun): string {
  const counts = Object.entries(removed).filter(([, count]) => count > 0);
  if (counts.length === 0) return "nothing had to go";
  return "removed " +
    counts.map(([name, count]) =>
      `${formatCount(count)} ${nameOf(name, count)}`
    ).join(", ");
}

const ONE: Readonly<Record<string, string>> = {
  agents: "agent",
  agent_communications: "message",
  incidents: "incident",
  approvals: "approval",
  events: "event",
  handoffs: "hand-off",
  performance_metrics: "measured value",
  sessions: "session",
  task_attempts: "attempt",
  tasks: "task",
  texts: "long text",
  transcript_entries: "transcript entry",
};

function nameOf(name: string, count: number): string {
  const one = ONE[name] ?? name.replaceAll("_", " ");
  if (count === 1 || !(name in ONE)) return one;
  return one.endsWith("y") ? `${one.slice(0, -1)}ies` : `${one}s`;
}
