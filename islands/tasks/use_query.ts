import { useMemo, useRef } from "preact/hooks";
import { parseQuery, type TaskQuery } from "@/components/tasks/query.ts";

const EVERY_TASK: TaskQuery = {
  statuses: [],
  agents: [],
  sessions: [],
  words: [],
};

/** What the text asks for; while it is wrong, what it asked for before. */
export function useQuery(text: string) {
  const kept = useRef(EVERY_TASK);
  const parsed = useMemo(() => parseQuery(text), [text]);
  if (parsed.ok) kept.current = parsed.query;
  return {
    value: kept.current,
    problem: parsed.ok ? undefined : parsed.problem,
  };
}
