import { v7 } from "uuid";
import { equipAgents } from "./parts/agent_equipment.ts";
import { Asking } from "./api/access/asking.ts";
import { callerOf } from "./api/access/caller.ts";
import { randomSecret } from "./api/access/secrets.ts";
import type { Pages } from "./api/gate.ts";
import { backUpHistory, historyPlaceOf } from "./parts/backed_up_history.ts";
import { openChaos } from "./parts/chaos.ts";
import { LiveStore } from "./db/kv/live_store.ts";
import { readLastSeq } from "./db/kv/load_fleet.ts";
import { historyQueries } from "./db/pg/history_queries.ts";
import { openHistory } from "./db/pg/open_history.ts";
import { type Config, CONFIG_VARIABLES } from "./domain/config.ts";
import { configVariables } from "./domain/config_variables.ts";
import type { MetricQueries } from "./domain/metric_queries.ts";
import { settingsOf } from "./domain/settings.ts";
import type { PageQueries } from "./domain/settings_port.ts";
import { type FollowingHistory, followLog } from "./parts/follow_log.ts";
import type { DataLock } from "./host/data_lock.ts";
import {
  readVariables,
  toolFolders,
  variableSources,
} from "./host/environment.ts";
import { openStorage } from "./host/kv_care/open_storage.ts";
import { probedStore } from "./host/kv_care/probed_store.ts";
import type { ServerLog } from "./host/log.ts";
import { realPath } from "./host/real_path.ts";
import { seedDemo } from "./host/seed_demo.ts";
import { keptToken } from "./host/token_file.ts";
import { HostCare } from "./parts/host_care.ts";
import { openListeners } from "./parts/listeners.ts";
import { startScriptedModel } from "./model/mod.ts";
import { demoScript, demoTasks } from "./model/scripts/demo.ts";
import { openMonitoring } from "./parts/monitoring.ts";
import { LagMeter } from "./orchestrator/metrics/lag_meter.ts";
import { openPlatform } from "./orchestrator/platform.ts";
import { restoreTail } from "./parts/restore_tail.ts";
import { openRetention } from "./parts/retention.ts";
import { openWayIn } from "./parts/way_in.ts";
import { openWebhooks } from "./parts/webhooks.ts";
import { wholePlatform } from "./parts/whole_platform.ts";
import { probeHostTools } from "./wrapper/host_tools.ts";

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

/** Opens the stores, reads the fleet back, starts what was alive, and wires the way in. */
export async function compose(options: ComposeOptions): Promise<Running> {
  const { config, dataDir, demo, log, instanceId } = options;
  await using opened = new AsyncDisposableStack();
  const now = () => new Date().toISOString();
  const historyPlace = historyPlaceOf(options);

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
  const token = config.authToken ?? await keptToken(dataDir, randomSecret);
  const agents = opened.use(equipAgents({
    ...options,
    modelUrl: model?.url,
    host: care.tools,
    token,
    now,
  }));
  const asking = new Asking();
  const store = new LiveStore(kv, storage.onRefused);
  const lag = opened.use(new LagMeter(() => performance.now()));
  const platform = await openPlatform({
    store,
    kept: () => kept,
    sources: { now, newId: () => v7(), askedFrom: () => asking.from },
    folders: agents.folders,
    startClaude: agents.startClaude,
    storage: storage.board,
    probeClaude: agents.probeClaude,
    log,
    version: options.version,
    earlierLife: { containment: care.containment, killed: care.killed },
    instanceId,
    agentEnv: agents.env,
    blot: agents.blot,
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
  const { backups, open } = backUpHistory({
    ...options,
    database: () => history.database,
    diskIsLow: () => ["low", "full"].includes(storage.board.status.disk.state),
  });
  const chaos = demo
    ? openChaos({
      fleet: platform.fleet,
      killTool: care.tools.kill,
      nowMs: () => performance.now(),
    })
    : undefined;
  const history: FollowingHistory = opened.use(
    followLog({ kv, store, platform, log }, chaos?.opening(open) ?? open),
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
  const isEmbedded = historyPlace.url === undefined;
  const retention = opened.use(openRetention({
    config,
    store,
    platform,
    history,
    ask,
    isEmbedded,
    log,
  }));
  const served = wholePlatform({
    platform,
    history,
    queries,
    kept,
    retention,
    frames: agents.frames,
    monitoring: () => monitoring,
    care,
    dataDir,
    isEmbedded,
  });
  const webhooks = opened.use(
    await openWebhooks({ config, kv, platform: served, log }),
  );

  const listeners = opened.use(
    openListeners(served, now, log, platform.clientWasCut),
  );
  const monitoring: MetricQueries = opened.use(openMonitoring({
    config,
    platform,
    history,
    host: care.tools,
    instanceId,
    clients: listeners.counts,
    counts: listeners.takeCuts,
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
  const { handle, access, tellRefused } = openWayIn({
    config,
    kv,
    port: options.port,
    token,
    asking,
    tellAct: platform.tellAct,
    platform: served,
    sse: listeners.sse,
    sockets: listeners.sockets,
    settings,
    version: options.version,
    backups,
    webhooks,
    ...(chaos && { chaos: chaos.service }),
    acknowledgeRecovery: storage.acknowledgeRecovery,
    logError: log.error,
  });
  opened.defer(tellRefused);

  const seeding = platform.lookForClaude()
    .then(() =>
      demo
        ? asking.answer({ kind: "demo" }, () => seedDemo(served, demoTasks))
        : undefined
    )
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
