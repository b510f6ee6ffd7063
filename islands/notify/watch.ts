import {
  gathered,
  type Notice,
  noticesOf,
} from "@/components/notify/notices.ts";
import { fleet, listen } from "../live/store.ts";
import { notifyState } from "./notify_switch.ts";

/** What comes within this time is told together. */
const GATHER_MS = 2_000;

/**
 * Tells the desktop what happens while the tab is out of sight; returns the
 * function that ends it. Each thing is told once.
 */
export function watchForNotices(): () => void {
  const told = new Set<string>();
  let waiting: Notice[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const notices = gathered(waiting);
    waiting = [];
    if (document.hidden && notifyState() === "on") notices.forEach(show);
  };
  const leave = listen((messages) => {
    if (!document.hidden) return;
    const events = messages.flatMap((message) =>
      message.kind === "event" ? [message.event] : []
    );
    for (const notice of noticesOf(events, fleet.peek())) {
      const once = `${notice.kind} ${notice.tag}`;
      if (told.has(once)) continue;
      told.add(once);
      waiting.push(notice);
    }
    if (waiting.length > 0) timer ??= setTimeout(flush, GATHER_MS);
  });
  return () => {
    clearTimeout(timer);
    leave();
  };
}

function show({ title, body, tag, href }: Notice): void {
  const notification = new Notification(title, {
    body,
    tag: `vamp-${tag}`,
    icon: "/favicon.svg",
  });
  notification.onclick = () => {
    notification.close();
    focus();
    location.assign(href);
  };
}
