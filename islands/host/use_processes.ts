import { useEffect, useRef, useState } from "preact/hooks";
import type { ProcessReport } from "@/domain/host_processes.ts";
import { callApi } from "../live/api.ts";

/** A look at the processes costs the server some milliseconds. */
const LOOK_EVERY_MS = 5_000;

/** The processes, looked at again and again while the page is seen. */
export function useProcesses(first: ProcessReport) {
  const [report, setReport] = useState(first);
  const [isStale, setStale] = useState(false);
  const look = async () => {
    const answer = await callApi<ProcessReport>("GET", "processes");
    setStale(!answer.ok);
    if (answer.ok) setReport(answer.value);
  };
  const newest = useRef(look);
  newest.current = look;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void newest.current();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return { report, isStale, look: () => void look() };
}
