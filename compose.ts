import { join } from "node:path";
import { v7 } from "uuid";
import { addressesOf } from "./api/access/allowed_hosts.ts";
import { BrowserAccess } from "./api/access/browser_access.ts";
import { callerOf } from "./api/access/caller.ts";
import { randomSecret } from "./api/access/secrets.ts";
import { CutClients } from "./api/events/cut_clients.ts";
import { SseHub } from "./api/events/sse_hub.ts";
import { createGate, type Pages } from "./api/gate.ts";
import { SocketHub } from "./api/ws/socket_hub.ts";
import { Backups, historyOf } from "./backup/backups.ts";
import { browserSessions } from "./db/kv/browser_sessions.ts";
import { idempotencyKeys } from "./db/kv/idempotency_keys.ts";
import { LiveStore } from "./db/kv/live_store.ts";
import { historyQueries } from "./db/pg/history_queries.ts";
import { openHistory } from "./db/pg/open_history.ts";
import type { Database } from "./db/pg/sql.ts";
import { openChaos } from "./chaos.ts";
import { followLog } from "./follow_log.ts";
import { HostCare } from "./host_care.ts";
import { restoreTail } from "./restore_tail.ts";
import { openMonitoring } from "./monitoring.ts";
import { openRetention } from "./retention.ts";
import { openWebhooks } from "./webhooks.ts";
import { readLastSeq } from "./db/kv/load_fleet.ts";
import type { LaunchSpec } from "./domain/claude_process.ts";
import type { ClaudeStatus } from "./domain/claude_status.ts";
import { type Config, CONFIG_VARIABLES } from "./domain/config.ts";
import { configVariables } from "./domain/config_variables.ts";
import type { AgentId } from "./domain/ids.ts";
import type { Commands, EventSource, Queries } from "./domain/platform.ts";
import { settingsOf } from "./domain/settings.ts";
import type { PageQueries } from "./domain/settings_port.ts";
import { copyStore } from "./host/kv_care/copy_store.ts";
import { agentFolders } from "./host/agent_folders.ts";
import { FrameFiles } from "./host/frame_files.ts";
import { blotSecrets } from "./domain/blot_secrets.ts";
import type { DataLock } from "./host/data_lock.ts";
import {
  hostVariables,
  pgDumps,
  readVariables,
  toolFolders,
  variableSources,
} from "./host/environment.ts";
import type { ServerLog } from "./host/log.ts";
import { realPath } from "./host/real_path.ts";
import { openStorage } from "./host/kv_care/open_storage.ts";
import { probedStore } from "./host/kv_care/probed_store.ts";
import { seedDemo } from "./host/seed_demo.ts";
import { dataFolderSizes } from "./host/storage_sizes.ts";
import { keptToken } from "./host/token_file.ts";
import { startScriptedModel } from "./model/mod.ts";
import { demoScript, demoTasks } from "./model/scripts/demo.ts";
import { LagMeter } from "./orchestrator/metrics/lag_meter.ts";
import { openPlatform } from "./orchestrator/platform.ts";
import { incidentReads } from "./orchestrator/recovery/incident_reads.ts";
import { withHistory } from "./orchestrator/with_history.ts";
import { lookForClaude } from "./wrapper/claude_status.ts";
import { probeHostTools } from "./wrapper/host_tools.ts";
import { createStartClaude, type StartDeps } from "./wrapper/start_claude.ts";

export type ComposeOptions = {
  readonly config: Config;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly version: string;
  /** The port that the server really listens on. */
  readonly port: number;
  readonly instanceId: string;
  readonly lock: DataLock;
  readonly log: ServerLog;
};

/** Everything behind the server's address; disposing it stops all, in reverse order. */
export type Running = AsyncDisposable & {
  /** `from`: the address of the caller, as the network tells it. */
  readonly handle: (
    request: Request,
    pages: Pages,
    from: string,
  ) => Promise<Response>;
  readonly queries: PageQueries;
  /** A path that signs one browser in, once. */
  readonly linkPath: string;
  /** Ends all processes of agents at once, without asking them. Never rejects. */
  readonly killAgents: () => Promise<void>;
};

/** A process that says nothing may come back for so long, after it lost its task. */
const SILENCE_MS = 60_000;

/** Credentials that an agent can use without the person's own login. */
const CREDENTIALS = [
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_AUTH_TOKEN",
  "CLAUDE_CODE_OAUTH_TOKEN",
];

/** Opens the stores, reads the fleet back, starts what was alive, and wires the way in. */
export async function compose(options: ComposeOptions): Promise<Running> {
  const { config, dataDir, demo, log, instanceId } = options;
  await using opened = new AsyncDisposableStack();
  const now = () => new Date().toISOString();
  const url = demo ? undefined : config.databaseUrl;
  const historyFor = (database: Database) =>
    historyOf(database, url, {
      method: config.backupMethod,
      programs: pgDumps(),
    });
  const historyPlace = { url, folder: join(dataDir, "history") };

  const [storage, care, model] = await Promise.all([
    openStorage({
      dataDir,
      now,
      log,
      probed: probedStore(),
      lastSeq: readLastSeq,
      restoreTail: (kv) =>
        restoreTail(kv, () => openHistory(historyPlace), log),
    }),
    probeHostTools(toolFolders()).then((tools) =>
      HostCare.open({
        tools,
        dataDir,
        instanceId,
        previous: options.lock.previous?.instance_id,
        log,
      })
    ),
    demo ? startScriptedModel({ script: demoScript }) : undefined,
  ]);
  const { kv } = opened.use(storage);
  if (model) opened.use(model);
  opened.use(care);
  const host = care.tools;

  const agentEnv = model
    ? { ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: "demo" }
    : config.agentEnv;
  const hostEnv = hostVariables();
  const ownConfig = demo || config.claudeIsolation === "own" ||
    (config.claudeIsolation === "auto" &&
      CREDENTIALS.some((name) => name in agentEnv));
  const folders = agentFolders({
    dataDir,
    allowedRoots: config.allowedRoots,
    home: demo ? undefined : hostEnv.HOME,
    ownConfig,
  });
  const token = config.authToken ?? await keptToken(dataDir, randomSecret);
  const blot = blotSecrets(secretsOf(config, agentEnv, token));
  const frames = opened.use(
    new FrameFiles({
      folder: join(dataDir, "frames"),
      blot,
      now,
      onFailure: (error) => log.error("raw lines were not kept", { error }),
    }),
  );
  const startDeps: StartDeps = {
    claudePath: config.claudeCliPath ?? "",
    host,
    baseEnv: hostEnv,
    onLine: (agent, line) => frames.add(agent as AgentId, line),
    onDefect: (error) => log.error("agent's event was not handled", { error }),
  };
  const store = new LiveStore(kv, storage.onRefused);
  const lag = opened.use(new LagMeter(() => performance.now()));
  const platform = await openPlatform({
    store,
    kept: () => kept,
    sources: { now, newId: () => v7() },
    folders,
    startClaude: createStartClaude(startDeps),
    storage: storage.board,
    probeClaude: () => probe(startDeps, options, folders, agentEnv),
    log,
    version: options.version,
    earlierLife: { containment: care.containment, killed: care.killed },
    instanceId,
    agentEnv,
    blot,
    defaultTimeoutSeconds: config.agentTimeoutSeconds,
    maxAgents: config.maxAgents,
    parallelStarts: navigator.hardwareConcurrency,
    maxRunning: config.maxRunningTasks,
    leaseMs: config.taskLeaseSeconds * 1_000,
    silenceMs: SILENCE_MS,
    approvalTimeoutMs: config.approvalTimeoutMinutes * 60_000,
    realPath,
    random: Math.random,
    demo,
    freeMemoryMb: () =>
      Math.floor(Deno.systemMemoryInfo().available / 1024 ** 2),
    minFreeMemoryMb: config.minFreeMemoryMb,
    residentMb: () => care.residentMb(),
    lag: () => lag.take(),
  });
  const backups: Backups = new Backups({
    dataDir,
    program: options.version,
    copyStore: (from, to) => copyStore(dataDir, from, to),
    secret: config.encryptionKey,
    history: () => history.database && historyFor(history.database),
    daily: demo ? undefined : config.backupAt,
    diskIsLow: () => ["low", "full"].includes(storage.board.status.disk.state),
    now: () => new Date(),
    onFailure: (error) => log.error("no backup was made", { error }),
  });
  const openPlace = () =>
    openHistory(
      historyPlace,
      (database) => backups.beforeMigration(historyFor(database)),
    );
  const chaos = demo
    ? openChaos({
      fleet: platform.fleet,
      killTool: host.kill,
      nowMs: () => performance.now(),
    })
    : undefined;
  const history = opened.use(
    followLog(
      { kv, store, platform, log },
      chaos?.opening(openPlace) ?? openPlace,
    ),
  );
  opened.use(backups);
  opened.defer(history.onState(platform.historyIs));
  storage.followLog(() => platform.fleet().seq);
  opened.defer(() => platform.stop());
  const { queries, kept, ask } = historyQueries({
    state: () => history.state,
    database: () => history.database,
    readLog: platform.readEvents,
  });
  const retention = opened.use(openRetention({
    config,
    store,
    platform,
    history,
    ask,
    isEmbedded: url === undefined,
    log,
  }));
  const served: Commands & Queries & EventSource = {
    ...platform,
    ...queries,
    ...withHistory(platform, kept),
    ...incidentReads(platform, kept),
    retention,
    readFrames: (id, range) => frames.readFrames(id, range),
    readMetrics: (query) => monitoring.readMetrics(query),
    currentMetrics: () => monitoring.currentMetrics(),
    host: care.service({
      findAgent: (id) => served.findAgent(id),
      storageStatus: platform.storageStatus,
    }),
    storageSizes: async () => {
      const [folders, tables] = await Promise.all([
        dataFolderSizes(dataDir),
        kept.tableSizes(),
      ]);
      return {
        folders,
        tables: tables.ok ? tables.value : null,
        tablesAreInFolder: demo || !config.databaseUrl,
      };
    },
    subscribe: (listener) => {
      const ends = [
        platform.subscribe(listener),
        history.onState((state) => listener.history?.(state)),
      ];
      return () => ends.forEach((end) => end());
    },
  };

  const webhooks = opened.use(
    await openWebhooks({ config, kv, platform: served, log }),
  );

  const secure = config.tls !== undefined;
  const access = new BrowserAccess({
    port: options.port,
    secure,
    token,
    sessions: browserSessions(kv),
    now: Date.now,
  });
  const cuts = new CutClients(log);
  const sse = opened.use(
    new SseHub(served, now, {}, (behind) => cuts.add("sse", behind)),
  );
  const sockets = opened.use(
    new SocketHub({
      platform: served,
      now,
      systemLoad: () =>
        (Deno.loadavg()[0] ?? 0) / navigator.hardwareConcurrency,
      logError: log.error,
      onCut: (behind) => cuts.add("ws", behind),
    }),
  );
  const monitoring = opened.use(openMonitoring({
    config,
    platform,
    history,
    host,
    instanceId,
    clients: () => ({ sse: sse.size, ws: sockets.size }),
    counts: () => cuts.take(),
    log,
  }));
  const settings = settingsOf(config, {
    port: options.port,
    dataDir,
    demo,
    variables: configVariables(
      readVariables(CONFIG_VARIABLES),
      variableSources(),
    ),
  });
  const handle = createGate({
    platform: served,
    access,
    addresses: addressesOf({
      host: config.apiHost,
      port: options.port,
      secure,
      corsOrigins: config.corsOrigins,
    }),
    corsOrigins: config.corsOrigins,
    secure,
    sse,
    sockets,
    version: options.version,
    settings,
    idempotency: idempotencyKeys(kv, Date.now),
    requestsPerSecond: config.requestsPerSecond,
    checkAnswers: config.checkAnswers,
    backups,
    webhooks,
    ...(chaos && { chaos: chaos.service }),
    uptimeSeconds: () => performance.now() / 1_000,
    acknowledgeRecovery: storage.acknowledgeRecovery,
    logError: log.error,
  });

  const seeding = platform.lookForClaude()
    .then(() => demo ? seedDemo(served, demoTasks) : undefined)
    .catch((error) => log.error("claude could not be looked for", { error }));
  opened.defer(() => seeding);

  const running = opened.move();
  return {
    handle,
    queries: {
      ...served,
      settings: {
        environment: settings,
        version: options.version,
        webhooks: () => webhooks.list().map(({ secret: _, ...shown }) => shown),
        browsers: (request) => access.browsers(callerOf(request)),
        backups: async () => ({
          state: backups.state,
          kept: await backups.list(),
        }),
      },
    },
    get linkPath() {
      return access.linkPath;
    },
    killAgents: () => care.kill(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Values that stand in no record of what a process said. */
function secretsOf(
  config: Config,
  agentEnv: Readonly<Record<string, string>>,
  token: string,
): readonly string[] {
  return [
    ...CREDENTIALS.map((name) => agentEnv[name]),
    token,
    config.encryptionKey,
    config.databaseUrl,
  ].filter((value) => value !== undefined);
}

async function probe(
  deps: StartDeps,
  { config, demo, instanceId }: ComposeOptions,
  folders: ReturnType<typeof agentFolders>,
  env: LaunchSpec["env"],
): Promise<ClaudeStatus> {
  if (!config.claudeCliPath) {
    return {
      kind: "missing",
      message: "Cannot find Claude Code: set CLAUDE_CLI_PATH, or install it",
    };
  }
  const id = "probe" as AgentId;
  const folder = await folders.resolve(id, undefined);
  if (!folder.ok) return { kind: "broken", message: folder.refusal.message };
  return await lookForClaude(deps, {
    ...await folders.prepare(id, folder.value),
    agentId: id,
    instanceId,
    role: "worker",
    name: "probe",
    model: "sonnet",
    permissionMode: "default",
    allowedTools: [],
    appendSystemPrompt: "",
    session: { kind: "new", id: crypto.randomUUID() },
    trustFolder: false,
    maxTurns: undefined,
    maxBudgetUsd: undefined,
    memoryMb: undefined,
    env,
  }, demo);
}
