import { Builder } from "fresh/dev";
import { fileURLToPath } from "node:url";
import { secured } from "@/api/access/security_headers.ts";
import { SseHub } from "@/api/events/sse_hub.ts";
import { parseTopics } from "@/api/events/topics.ts";
import { createApp } from "@/app.ts";
import type { EventDraft, FleetEvent, LiveDelta } from "@/domain/event.ts";
import { applyEvent, type Fleet } from "@/domain/fleet.ts";
import type { EventSource, Queries } from "@/domain/platform.ts";
import { STORAGE_AS_LEFT } from "@/domain/storage_status.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { placeEvent } from "@/orchestrator/place_event.ts";

/** The pages on a made-up fleet, with the real event stream. */
export interface ServedPages extends AsyncDisposable {
  readonly origin: string;
  /** Commits an event, as if it had happened now. */
  commit(draft: EventDraft): void;
  /** Sends a piece of a block that is still being written. */
  tell(delta: LiveDelta): void;
  /** Ends all event streams, as a server does that stops. */
  stopStreams(): void;
}

/** Builds the pages in memory and serves them on a free port of loopback. */
export async function servePages(
  start: Fleet,
  entries: readonly TranscriptEntry[] = [],
): Promise<ServedPages> {
  const source = memorySource(start);
  const hub = new SseHub(source, () => new Date().toISOString());
  const app = createApp(() => queriesOn(source.fleet, entries));
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const apply = await new Builder({ root }).build({ snapshot: "memory" });
  apply(app);
  const pages = app.handler();

  const answer = (request: Request, info: Deno.ServeHandlerInfo) => {
    const url = new URL(request.url);
    if (url.pathname !== "/api/events") return pages(request, info);
    const since = request.headers.get("last-event-id") ??
      url.searchParams.get("since");
    const topics = parseTopics(url.searchParams.get("topics") ?? undefined)!;
    return new Response(hub.open(topics, Number(since)), {
      headers: { "content-type": "text/event-stream" },
    });
  };
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request, info) =>
      secured(await answer(request, info), { secure: false, requestId: "-" }),
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    commit: source.commit,
    tell: source.tell,
    stopStreams: () => hub[Symbol.dispose](),
    [Symbol.asyncDispose]: async () => {
      hub[Symbol.dispose]();
      await server.shutdown();
    },
  };
}

const DEMO = { kind: "demo", path: "/usr/bin/claude" } as const;

type Listener = Parameters<EventSource["subscribe"]>[0];

function memorySource(start: Fleet) {
  let fleet = start;
  const log: FleetEvent[] = [];
  const listeners = new Set<Listener>();
  return {
    fleet: () => fleet,
    claudeStatus: () => DEMO,
    storageStatus: () => STORAGE_AS_LEFT,
    readEvents: (afterSeq: number, limit: number) =>
      Promise.resolve(log.filter(({ seq }) => seq > afterSeq).slice(0, limit)),
    subscribe(listener: Listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    commit(draft: EventDraft) {
      const event = placeEvent(fleet, draft, new Date().toISOString());
      fleet = applyEvent(fleet, event);
      log.push(event);
      for (const { events } of listeners) events([event]);
    },
    tell(sent: LiveDelta) {
      for (const { delta } of listeners) delta(sent);
    },
  };
}

function queriesOn(
  fleet: () => Fleet,
  entries: readonly TranscriptEntry[],
): Queries {
  return {
    fleet,
    findAgent: (id) => Promise.resolve(fleet().agents[id]),
    findTask: (id) => Promise.resolve(fleet().tasks[id]),
    listTasks: () =>
      Promise.resolve({ items: Object.values(fleet().tasks), next: null }),
    findSession: (id) => Promise.resolve(fleet().sessions[id]),
    listSessions: () =>
      Promise.resolve({ items: Object.values(fleet().sessions), next: null }),
    readTranscript: (_id, { limit }) => Promise.resolve(entries.slice(-limit)),
    findTranscriptEntry: (_id, n) => Promise.resolve(entries[n]),
    fullText: (text) => Promise.resolve(text.text),
    claudeStatus: () => DEMO,
    storageStatus: () => STORAGE_AS_LEFT,
    maxAgents: 10,
    demo: true,
  };
}
