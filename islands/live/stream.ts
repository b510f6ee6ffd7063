import type { LeftTasks } from "@/domain/carried_fleet.ts";
import type { ClaudeStatus } from "@/domain/claude_status.ts";
import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { StorageStatus } from "@/domain/storage_status.ts";
import { callApi } from "./api.ts";
import { hear, hearTime, startClock } from "./clock.ts";
import { goToLogin } from "./go_to_login.ts";
import { paintQueue } from "./paint_queue.ts";
import {
  claude,
  history,
  lastSeq,
  link,
  type LiveMessage,
  showMessages,
  storage,
  takeMessage,
} from "./store.ts";

/**
 * The one event stream of a tab. Islands join it with the topics they need; it
 * is open while anybody does. It opens from the `seq` that the page was
 * rendered with and goes on from the last one after a break, so nothing is
 * missed and nothing comes twice.
 */

/** Waits this long for other islands to name their topics, too. */
const GATHER_MS = 30;
/** From one try to the next: a page is to be true soon after its server is back. */
const RETRY_MS = 1_000;
/** What a stream that says nothing has to open, before another one is tried. */
const OPENING_MS = 3_000;

const topics = new Map<string, number>();
let source: EventSource | undefined;
let openTopics = "";
let opening: ReturnType<typeof setTimeout> | undefined;
let openedAtMs = 0;
let stopClock: (() => void) | undefined;

/** Joins the stream with one topic; returns the function that leaves it. */
export function join(topic: string): () => void {
  topics.set(topic, (topics.get(topic) ?? 0) + 1);
  stopClock ??= watchLink();
  openSoon(GATHER_MS);
  return () => {
    const users = (topics.get(topic) ?? 1) - 1;
    if (users > 0) topics.set(topic, users);
    else topics.delete(topic);
    if (topics.size === 0) leave();
  };
}

function openSoon(delayMs: number): void {
  clearTimeout(opening);
  opening = setTimeout(open, delayMs);
}

function open(): void {
  const wanted = [...topics.keys()].sort().join(",");
  if (source && wanted === openTopics) return;
  source?.close();
  openTopics = wanted;
  const query = new URLSearchParams({
    since: String(lastSeq()),
    topics: wanted,
    snapshot: "short",
  });
  const stream = new EventSource(`/api/events?${query}`);
  source = stream;
  openedAtMs = Date.now();
  stream.onopen = hear;
  stream.onmessage = ({ data }) => {
    hear();
    push({ kind: "event", event: JSON.parse(data) as FleetEvent });
  };
  on(stream, "delta", (data) => {
    hear();
    push({ kind: "delta", delta: data as LiveDelta });
  });
  on(stream, "snapshot", (data) => {
    hear();
    const { left, ...fleet } = data as Fleet & { readonly left: LeftTasks };
    push({ kind: "snapshot", fleet, left });
  });
  on(stream, "heartbeat", (data) => {
    hearTime((data as { readonly at: string }).at);
    hear();
  });
  on(stream, "claude", (data) => claude.value = data as ClaudeStatus);
  on(stream, "storage", (data) => storage.value = data as StorageStatus);
  on(stream, "history", (data) => history.value = data as HistoryState);
  on(stream, "shutdown", () => link.value = "stale");
  on(stream, "signed_out", goToLogin);
  stream.onerror = () => recover(stream);
}

/** The browser retries a broken stream by itself, but not a refused one. */
function recover(stream: EventSource): void {
  if (link.peek() === "live") link.value = "connecting";
  if (stream.readyState !== EventSource.CLOSED) return;
  source = undefined;
  openSoon(RETRY_MS);
  // A stream does not tell why it was refused; an ordinary request does.
  void callApi("GET", "health");
}

/**
 * A connection can be gone without a word, after a sleep or behind a router:
 * then only another one helps.
 */
function watchLink(): () => void {
  const stopTicks = startClock(() => {
    if (Date.now() - openedAtMs > OPENING_MS) openAnew();
  });
  addEventListener("online", openAnew);
  return () => {
    stopTicks();
    removeEventListener("online", openAnew);
  };
}

function openAnew(): void {
  source?.close();
  source = undefined;
  openSoon(0);
}

function leave(): void {
  clearTimeout(opening);
  source?.close();
  source = undefined;
  stopClock?.();
  stopClock = undefined;
}

function on(
  stream: EventSource,
  name: string,
  handle: (data: unknown) => void,
): void {
  stream.addEventListener(
    name,
    ({ data }) => handle(JSON.parse(data)),
  );
}

const show = paintQueue<LiveMessage>(showMessages);

function push(message: LiveMessage): void {
  takeMessage(message);
  show(message);
}
