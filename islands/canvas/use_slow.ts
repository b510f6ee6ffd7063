import { useEffect, useRef, useState } from "preact/hooks";

/** The value as it was lately: a new one is taken at most every so many milliseconds. */
export function useSlow<T>(value: T, everyMs: number): T {
  const [slow, setSlow] = useState(value);
  const newest = useRef(value);
  newest.current = value;
  useEffect(() => {
    const timer = setInterval(() => setSlow(() => newest.current), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return slow;
}
