import { useEffect, useRef, useState } from "preact/hooks";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { fleetNews } from "./live/fleet_news.ts";
import { fleet, link, seedSeq } from "./live/store.ts";
import { join } from "./live/stream.ts";

const LABEL = {
  connecting: "Connecting…",
  live: "Live",
  stale: "Reconnecting…",
};
/** Screen readers are told news at most this often. */
const NEWS_EVERY_MS = 5_000;

/**
 * Says whether the page is live, keeps the count in the tab's title, and tells
 * screen readers what happened.
 *
 * @param seq The last event that the page was rendered with.
 */
export default function LiveStatus({ seq }: { readonly seq: number }) {
  const [mounted, setMounted] = useState(false);
  useEffect(() => {
    seedSeq(seq);
    setMounted(true);
    return join("fleet");
  }, []);
  const state = mounted ? link.value : "connecting";
  const attention = mounted && fleet.value
    ? attentionCount(fleet.value)
    : undefined;
  useEffect(() => {
    if (attention === undefined) return;
    document.title = titleWithCount(document.title, attention);
  }, [attention]);

  return (
    <div class="live-status" data-link={state}>
      <span class="live-dot" aria-hidden="true" />
      <span class="live-word">{LABEL[state]}</span>
      <News />
    </div>
  );
}

function News() {
  const [news, setNews] = useState("");
  const told = useRef(fleet.peek());
  useEffect(() => {
    const timer = setInterval(() => {
      const [before, after] = [told.current, fleet.peek()];
      told.current = after;
      if (before && after && before !== after) {
        setNews(fleetNews(before, after));
      }
    }, NEWS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return <span class="sr-only" role="status">{news}</span>;
}
