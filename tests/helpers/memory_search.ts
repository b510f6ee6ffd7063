import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type {
  HistoryHit,
  HistorySearch,
  SnippetPart,
} from "@/domain/history.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import type { UsageRow } from "@/domain/usage_days.ts";
import type { UsageSpan } from "@/domain/usage_report.ts";

/** What a history in memory answers from. */
export type Remembered = {
  readonly fleet: Fleet;
  readonly log: readonly FleetEvent[];
  readonly transcript: readonly TranscriptEntry[];
};

export function hitsIn(
  { fleet, transcript }: Remembered,
  search: HistorySearch,
): HistoryHit[] {
  const named = (id: string) => ({
    id: id as never,
    name: fleet.agents[id]?.name ?? id,
  });
  const tasks = Object.values(fleet.tasks)
    .filter(({ agent_id }) => !search.agentId || agent_id === search.agentId)
    .flatMap((task): HistoryHit[] => {
      const snippet = snippetOf(task.description.text, search.text);
      if (!snippet) return [];
      const ended = ({ completed: "succeeded", failed: "failed" } as const)[
        task.state.status as "completed" | "failed"
      ] ?? null;
      if (search.outcome && ended !== search.outcome) return [];
      return [{
        kind: "task",
        at: task.created_at,
        snippet,
        session: null,
        task: { id: task.id, name: task.title },
        agent: task.agent_id && named(task.agent_id),
        outcome: ended,
      }];
    });
  const entries = transcript.flatMap((entry): HistoryHit[] => {
    if (!("text" in entry) || search.text === "" || search.outcome) return [];
    const snippet = snippetOf(entry.text.text, search.text);
    return snippet
      ? [{
        kind: "transcript",
        at: entry.at,
        snippet,
        session: null,
        agent: named(entry.agent_id),
        entry: entry.n,
        entry_kind: entry.kind,
        task: null,
      }]
      : [];
  });
  return [...tasks, ...entries];
}

/** One row for each model of each turn. */
export function rowsOf(
  { log, fleet }: Remembered,
  span: UsageSpan,
): UsageRow[] {
  return log.flatMap((event) => {
    const day = event.at.slice(0, 10);
    const isFit = day >= span.from && day <= span.to;
    if (event.type !== "usage.recorded" || !isFit) return [];
    const agent = fleet.agents[event.agent_id];
    const session = event.session_id && fleet.sessions[event.session_id];
    const { usage, models = { [agent?.model ?? "unknown"]: usage } } =
      event.data;
    const group = {
      agent: { id: event.agent_id, name: agent?.name ?? null },
      session: {
        id: event.session_id ?? null,
        name: (session && session.name) || null,
      },
    };
    return Object.entries(models).map(([model, used], index) => ({
      ...(span.by === "model" ? { id: model, name: model } : group[span.by]),
      day,
      usage: used,
      turns: index === 0 ? 1 : 0,
    }));
  });
}

function snippetOf(
  text: string,
  wanted: string,
): readonly SnippetPart[] | undefined {
  const at = text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return undefined;
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + wanted.length), hit: true },
    { text: text.slice(at + wanted.length), hit: false },
  ].filter((part) => part.text !== "");
}
