import { useEffect, useState } from "preact/hooks";
import { formatClock } from "@/components/format.ts";
import { isReplaced, link, now } from "../live/store.ts";
import { SHELL_TEXT } from "@/components/text/shell_text.ts";

/** Says that the data is old: since when the server is not heard, or that it has another log. */
export function LinkBanner() {
  // Written in the browser alone, as the time of day is the reader's.
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  if (!mounted) return null;
  if (link.value !== "stale") {
    return isReplaced.value
      ? (
        <p class="link-banner" role="alert">
          {SHELL_TEXT.replaced} <a href="">{SHELL_TEXT.loadAgain}</a>
        </p>
      )
      : null;
  }
  return (
    <p class="link-banner" role="alert">
      {SHELL_TEXT.connectionLostReconnectingEverything}{" "}
      <strong class="num">{formatClock(now.peek())}</strong>.
    </p>
  );
}
