import { useEffect, useState } from "preact/hooks";
import { formatClock } from "@/components/format.ts";
import { link, now } from "../live/store.ts";
import { SHELL_TEXT } from "@/components/text/shell_text.ts";

/** Says that the data is old, and from when, while the server is not heard. */
export function LinkBanner() {
  // Written in the browser alone, as the time of day is the reader's.
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  if (!mounted || link.value !== "stale") return null;
  return (
    <p class="link-banner" role="alert">
      {SHELL_TEXT.connectionLostReconnectingEverything}{" "}
      <strong class="num">{formatClock(now.peek())}</strong>.
    </p>
  );
}
