import { createRoute, z } from "@hono/zod-openapi";
import { isEnded } from "@/domain/agent_status.ts";
import { type BackupService, BackupState } from "@/domain/backup_state.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { Queries } from "@/domain/platform.ts";
import { needsCare } from "@/domain/storage_care.ts";
import {
  CopyReport,
  DiskReport,
  StorageStatus,
  StoreReport,
} from "@/domain/storage_status.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, problems } from "../json_answers.ts";

const Health = z.object({
  status: z.enum(["healthy", "degraded"]),
  version: z.string(),
  uptime_seconds: z.number(),
  claude: z.string(),
  demo: z.boolean(),
  agents: z.object({ active: z.int(), max: z.int() }),
  tasks: z.object({ pending: z.int(), running: z.int() }),
  seq: z.int(),
  history: z.object({
    state: z.enum(["opening", "healthy", "behind", "away"]),
    /** Events that it does not have yet; null while that is not known. */
    backlog: z.int().nullable(),
    reason: z.string().nullable(),
  }),
  /** Whether the live store is as it was left, and what happened if not. */
  store: StoreReport.and(z.object({
    detail: z.string(),
    copies: CopyReport,
  })),
  /** Room on the disk of the data folder. */
  disk: DiskReport,
  /** The daily backups; null where none are made. */
  backup: BackupState.nullable(),
});
const health = createRoute({
  method: "get",
  path: "/health",
  summary: "How the platform is",
  responses: { 200: json(Health, "The platform answers") },
});
const acknowledge = createRoute({
  method: "post",
  path: "/store/acknowledge",
  summary: "Say that the report of a recovered live store was read",
  responses: { 200: json(StorageStatus, "How the storage is now") },
});
const live = createRoute({
  method: "get",
  path: "/health/live",
  summary: "Whether the process answers; needs no token",
  responses: {
    200: json(z.object({ status: z.literal("live") }), "It answers"),
  },
});

const ready = createRoute({
  method: "get",
  path: "/health/ready",
  summary: "Whether the server takes new work; needs no token",
  responses: {
    200: json(z.object({ status: z.literal("ready") }), "It does"),
    ...problems(507),
  },
});

/** For people, scripts and monitors that ask how it is. */
export function healthRoutes(
  platform: Queries,
  facts: {
    readonly version: string;
    readonly uptimeSeconds: () => number;
    readonly acknowledgeRecovery: () => Promise<void>;
    readonly backups?: BackupService;
  },
) {
  const app = apiApp();

  app.openapi(health, (c) => {
    const fleet = platform.fleet();
    const open = Object.values(fleet.tasks)
      .filter((task) => !isTaskEnded(task.state));
    const claude = platform.claudeStatus().kind;
    const storage = platform.storageStatus();
    const usable = claude === "ready" || claude === "demo" ||
      claude === "checking";
    return c.json({
      status: usable && !needsCare(storage)
        ? "healthy" as const
        : "degraded" as const,
      version: facts.version,
      uptime_seconds: Math.round(facts.uptimeSeconds()),
      claude,
      demo: platform.demo,
      agents: {
        active: Object.values(fleet.agents)
          .filter((agent) => !isEnded(agent.state)).length,
        max: platform.maxAgents,
      },
      tasks: {
        pending: open.filter((task) => task.state.status === "pending").length,
        running: open.filter((task) => task.state.status !== "pending").length,
      },
      seq: fleet.seq,
      history: historyView(platform.historyState(), fleet.seq),
      store: {
        ...storage.store,
        detail: storeDetail(storage),
        copies: storage.copies,
      },
      disk: storage.disk,
      backup: facts.backups?.state ?? null,
    }, 200);
  });

  app.openapi(acknowledge, async (c) => {
    await facts.acknowledgeRecovery();
    return c.json(platform.storageStatus(), 200);
  });

  app.openapi(live, (c) => c.json({ status: "live" as const }, 200));

  app.openapi(ready, (c) => {
    const { disk } = platform.storageStatus();
    return disk.state === "full"
      ? problem(c, "disk_full", "Cannot begin anything new: the disk is full")
      : c.json({ status: "ready" as const }, 200);
  });

  return app;
}

function historyView(state: HistoryState, seq: number) {
  const { kind } = state;
  return {
    state: kind,
    backlog: kind === "opening"
      ? null
      : kind === "healthy"
      ? Math.max(0, seq - state.seq)
      : state.backlog,
    reason: kind === "away" ? state.reason : null,
  };
}

function storeDetail({ store, copies }: StorageStatus): string {
  if (store.state === "healthy") {
    return copies.newest_at
      ? `As it was left; the newest copy is of ${copies.newest_at}`
      : "As it was left; there is no copy yet";
  }
  const from = store.copy_at === null
    ? "there was no good copy, so it began empty"
    : `the copy of ${store.copy_at} took its place, with ${store.restored_events} later events from the history`;
  return `Damaged (${store.reason}) and set aside as ${store.set_aside}; ${from}`;
}
