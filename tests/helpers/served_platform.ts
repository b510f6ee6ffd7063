import { strict as assert } from "node:assert";
import { Hono } from "hono";
import { BrowserAccess } from "@/api/access/browser_access.ts";
import { secured } from "@/api/access/security_headers.ts";
import { apiRoutes } from "@/api/api_routes.ts";
import { SseHub } from "@/api/events/sse_hub.ts";
import { createApp } from "@/app.ts";
import { Webhooks } from "@/orchestrator/webhooks/webhooks.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { SETTINGS } from "./gate_stores.ts";
import { memorySessions, TOKEN } from "./gate_under_test.ts";
import { MemoryPlatform } from "./memory_platform.ts";
import { memoryBackups, memorySettings } from "./memory_settings.ts";
import { WebhookRig } from "./webhook_rig.ts";
import { builtPages } from "./built_pages.ts";

/** The pages and the whole API on a platform in memory; nobody has to sign in. */
export type ServedPlatform = AsyncDisposable & {
  readonly origin: string;
  readonly platform: MemoryPlatform;
};

/** Builds the pages in memory and serves them with the API, on a free port of loopback. */
export async function servePlatform(
  start: Fleet | MemoryPlatform = EMPTY_FLEET,
): Promise<ServedPlatform> {
  const platform = start instanceof MemoryPlatform
    ? start
    : new MemoryPlatform(start);
  const errors: unknown[] = [];
  const backups = memoryBackups();
  const webhooks = await Webhooks.open({
    ...new WebhookRig().deps,
    log: {
      lastSeq: () => platform.fleet().seq,
      readEvents: (after, limit) => platform.readEvents(after, limit),
      onCommit: (events) => platform.subscribe({ events, delta: () => {} }),
    },
  });
  const sse = new SseHub(platform, () => new Date().toISOString());
  const api = new Hono().route(
    "/api",
    apiRoutes({
      access: new BrowserAccess({
        port: 0,
        secure: false,
        token: TOKEN,
        sessions: memorySessions(),
        now: Date.now,
      }),
      addressOf: () => "127.0.0.1",
      settings: SETTINGS,
      platform,
      backups,
      webhooks,
      sse,
      version: "1.2.3",
      uptimeSeconds: () => 7,
      acknowledgeRecovery: () => Promise.resolve(),
      logError: (message, facts) => errors.push({ message, ...facts }),
    }),
  );
  const settings = memorySettings({ webhooks, backups });
  const queries = Object.assign(platform, { settings });
  const app = createApp(() => queries);
  (await builtPages())(app);
  const pages = app.handler();

  const answer = (request: Request, info: Deno.ServeHandlerInfo) => {
    const url = new URL(request.url);
    return url.pathname.startsWith("/api/")
      ? api.fetch(request)
      : pages(request, info);
  };
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request, info) =>
      secured(await answer(request, info), { secure: false, requestId: "-" }),
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    platform,
    [Symbol.asyncDispose]: async () => {
      sse[Symbol.dispose]();
      await webhooks[Symbol.asyncDispose]();
      await server.shutdown();
      assert.deepEqual(errors, [], "the API failed at a request");
    },
  };
}
