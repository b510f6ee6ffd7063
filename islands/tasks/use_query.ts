import { useMemo, useRef } from "preact/hooks";
import { EVERY_TASK, parseQuery } from "@/components/tasks/query.ts";

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
