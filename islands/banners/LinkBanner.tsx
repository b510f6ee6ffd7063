import { useEffect, useState } from "preact/hooks";
import { formatClock } from "@/components/format.ts";
import { link, now } from "../live/store.ts";

/** Says that the data is old, and from when, while the server is not heard. */
export function LinkBanner() {
  // Written in the browser alone, as the time of day is the reader's.
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  if (!mounted || link.value !== "stale") return null;
  return (
    <p class="link-banner" role="alert">
      Connection lost: reconnecting. Everything below is as of{" "}
      <strong class="num">{formatClock(now.peek())}</strong>.
    </p>
  );
}
