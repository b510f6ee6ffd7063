import { CHAOS_TEXT } from "@/components/text/chaos_text.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { ChaosReport } from "./acts.ts";

/** What became of something that was broken, as far as it was heard. */
export type ChaosCourse = {
  readonly report: ChaosReport;
  readonly at: string;
  readonly lines: readonly {
    readonly key: string;
    readonly at: string;
    readonly text: string;
  }[];
  /** `undefined` while nobody told of one. */
  readonly incidentId: string | undefined;
  readonly isSettled: boolean;
};

/** The beginning of what becomes of it. */
export function courseOf(report: ChaosReport, at: string): ChaosCourse {
  return { report, at, lines: [], incidentId: undefined, isSettled: false };
}

/** Takes an event in, when it is about who was killed. Pure. */
export function heardEvent(
  course: ChaosCourse,
  event: FleetEvent,
): ChaosCourse {
  const { report, lines } = course;
  const text = CHAOS_TEXT.events[event.type];
  const agent = "agent_id" in event ? event.agent_id : undefined;
  if (
    course.isSettled || !text || !report.agent_id ||
    agent !== report.agent_id || event.seq <= report.after_seq
  ) return course;
  const line = { key: `${event.seq}`, at: event.at, text };
  return {
    ...course,
    lines: [...lines, line],
    incidentId: "incident_id" in event ? event.incident_id : course.incidentId,
    isSettled: ENDS.has(event.type),
  };
}

/** The agent works again, or will not; what its tasks do is their own course. */
const ENDS: ReadonlySet<string> = new Set([
  "error.recovered",
  "error.gave_up",
  "agent.failed",
]);

/** Takes in how the history is now, when its link was cut. Pure. */
export function heardHistory(
  course: ChaosCourse,
  state: HistoryState,
  at: string,
): ChaosCourse {
  if (course.report.act !== "database" || course.isSettled) return course;
  const { lines } = course;
  const wasAway = lines.length > 0;
  if (state.kind === "away" && !wasAway) {
    const text = CHAOS_TEXT.history.away(state.backlog);
    return { ...course, lines: [{ key: "away", at, text }] };
  }
  if (state.kind !== "healthy" || !wasAway) return course;
  const text = CHAOS_TEXT.history.healthy;
  return {
    ...course,
    lines: [...lines, { key: "healthy", at, text }],
    isSettled: true,
  };
}
