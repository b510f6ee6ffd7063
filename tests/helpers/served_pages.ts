import { secured } from "@/api/access/security_headers.ts";
import { transcriptRoutes } from "@/api/agents/transcript_routes.ts";
import { apiApp } from "@/api/api_app.ts";
import { approvalRoutes } from "@/api/approvals/approval_routes.ts";
import { SseHub } from "@/api/events/sse_hub.ts";
import { parseInterest } from "@/api/events/topics.ts";
import { historyRoutes } from "@/api/history/history_routes.ts";
import { retentionRoutes } from "@/api/history/retention_routes.ts";
import { metricRoutes } from "@/api/metrics/metric_routes.ts";
import { trailRoutes } from "@/api/history/trail_routes.ts";
import { ruleRoutes } from "@/api/rules/rule_routes.ts";
import { createApp } from "@/app.ts";
import type { ApprovalQueries } from "@/domain/approval_port.ts";
import type { EventDraft, FleetEvent, LiveDelta } from "@/domain/event.ts";
import { applyEvent, type Fleet } from "@/domain/fleet.ts";
import type { HistoryQueries } from "@/domain/history.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { MetricQueries } from "@/domain/metric_queries.ts";
import type { EventSource, Queries } from "@/domain/platform.ts";
import { STORAGE_AS_LEFT } from "@/domain/storage_status.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { placeEvent } from "@/orchestrator/place_event.ts";
import { memoryApprovals } from "./memory_approvals.ts";
import { memoryIncidents } from "./memory_incidents.ts";
import { MemoryHistory } from "./memory_history.ts";
import { memoryTranscript } from "./memory_transcript.ts";
import { MemoryHost } from "./memory_host.ts";
import { memorySettings } from "./memory_settings.ts";
import { MemoryMetrics } from "./memory_metrics.ts";
import { builtPages } from "./built_pages.ts";

/** The pages on a made-up fleet, with the real event stream. */
export interface ServedPages extends AsyncDisposable {
  readonly origin: string;
  /** What was measured; nothing, until the test lays it down. */
  readonly metrics: MemoryMetrics;
  /** Commits an event, as if it had happened now. */
  commit(draft: EventDraft): FleetEvent;
  /** Sends a piece of a block that is still being written. */
  tell(delta: LiveDelta): void;
  /** Takes the history away, lets it fall behind, or brings it back. */
  setHistory(state: HistoryState | undefined): void;
  /** Ends all event streams, as a server does that stops. */
  stopStreams(): void;
}

/** Builds the pages in memory and serves them on a free port of loopback. */
export async function servePages(
  start: Fleet,
  entries: readonly TranscriptEntry[] = [],
): Promise<ServedPages> {
  const source = memorySource(start);
  const history = new MemoryHistory(() => ({
    fleet: source.fleet(),
    log: source.log,
    transcript: entries,
  }));
  const { historyState } = history;
  const hub = new SseHub(
    { ...source, historyState },
    () => new Date().toISOString(),
  );
  const metrics = new MemoryMetrics(source.fleet);
  const approvals = memoryApprovals({
    fleet: source.fleet,
    commit: (drafts) => drafts.map(source.commit),
  });
  const queries = queriesOn(source.fleet, entries, {
    ...history,
    ...metrics,
    ...approvals,
  });
  const settings = memorySettings();
  const environment = { ...settings.environment, demo: true };
  const app = createApp(() => ({
    ...queries,
    settings: { ...settings, environment },
  }));
  const api = apiApp();
  api.route("/api", transcriptRoutes(queries));
  api.route("/api", historyRoutes(queries));
  api.route("/api", retentionRoutes(queries));
  api.route("/api", trailRoutes(queries));
  api.route("/api", metricRoutes(queries));
  api.route("/api", approvalRoutes({ ...queries, ...approvals }));
  api.route("/api", ruleRoutes({ ...queries, ...approvals }));
  (await builtPages())(app);
  const pages = app.handler();

  const answer = (request: Request, info: Deno.ServeHandlerInfo) => {
    const url = new URL(request.url);
    if (url.pathname !== "/api/events") {
      const isApi = url.pathname.startsWith("/api/");
      return isApi ? api.fetch(request) : pages(request, info);
    }
    const since = request.headers.get("last-event-id") ??
      url.searchParams.get("since");
    const topics = parseInterest(url.searchParams.get("topics") ?? undefined)!;
    return new Response(hub.open(topics, Number(since), undefined, "short"), {
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
    metrics,
    commit: source.commit,
    tell: source.tell,
    setHistory: (state) => {
      history.state = state;
      source.tellHistory(historyState());
    },
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
    log,
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
      return event;
    },
    tell(sent: LiveDelta) {
      for (const { delta } of listeners) delta(sent);
    },
    tellHistory(state: HistoryState) {
      for (const { history } of listeners) history?.(state);
    },
  };
}

function queriesOn(
  fleet: () => Fleet,
  entries: readonly TranscriptEntry[],
  kept: HistoryQueries & MetricQueries & ApprovalQueries,
): Queries {
  return {
    ...kept,
    fleet,
    findAgent: (id) => Promise.resolve(fleet().agents[id]),
    findTask: (id) => Promise.resolve(fleet().tasks[id]),
    listTasks: () =>
      Promise.resolve({ items: Object.values(fleet().tasks), next: null }),
    findHandoff: (id) => Promise.resolve(fleet().handoffs[id]),
    findSession: (id) => Promise.resolve(fleet().sessions[id]),
    listSessions: () =>
      Promise.resolve({ items: Object.values(fleet().sessions), next: null }),
    ...memoryIncidents({ fleet, commit: () => [] }),
    ...memoryTranscript(entries),
    readFrames: () => Promise.resolve([]),
    fullText: (text) => Promise.resolve(text.text),
    claudeStatus: () => DEMO,
    storageStatus: () => STORAGE_AS_LEFT,
    bootReports: () => {
      const { last } = fleet().boot;
      return Promise.resolve(last ? [last] : []);
    },
    host: new MemoryHost(),
    maxAgents: 10,
    demo: true,
  };
}
