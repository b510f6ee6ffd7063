import { isAbsolute, join } from "node:path";
import denoJson from "./deno.json" with { type: "json" };
import {
  readRestoreMarker,
  unfinishedRestoreLine,
} from "./backup/restore_marker.ts";
import type { ComposeOptions, Running } from "./compose.ts";
import { CONFIG_VARIABLES, parseConfig } from "./domain/config.ts";
import { lockDataFolder } from "./host/data_lock.ts";
import { readVariables } from "./host/environment.ts";
import { keepListening, type Listening } from "./host/keep_listening.ts";
import { openLog } from "./host/log.ts";
import { stopRequested } from "./host/stop_requests.ts";

/** Exit codes: a wrong start, a data folder that is held, a port that is taken. */
const EXIT = { wrongStart: 2, folderHeld: 3, portTaken: 4 } as const;
/** What stopping may take; agents take 10 s at most. */
const STOP_MS = 30_000;
/** What ending everything by force may take, when nobody wants to wait. */
const FORCED_MS = 1_500;
/** What requests under way may take after everything else has stopped. */
const LAST_ANSWERS_MS = 2_000;

/** The pages as they were built: they answer what the gate lets through. */
type BuiltPages = {
  readonly fetch: (
    request: Request,
    info: Readonly<Record<string, unknown>>,
  ) => Promise<Response>;
};

/** All that is opened behind the address. */
type Opened = { readonly running: Running; readonly pages: BuiltPages };

if (import.meta.main) Deno.exit(await main(Deno.args));

/** Runs the server until it is asked to stop; gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const demo = args.includes("--demo");
  const supervised = args.includes("--supervised");
  let killAgents = () => Promise.resolve();
  let isForced = false;
  /** Agents die with the server or are killed first, whatever the host can do. */
  const endByForce = async () => {
    if (isForced) return;
    isForced = true;
    setTimeout(() => Deno.exit(1), FORCED_MS);
    await killAgents();
    Deno.exit(1);
  };
  const stopping = stopRequested({
    watchInput: supervised,
    onImpatience: () => void endByForce(),
  });
  const parsed = parseConfig(readVariables(CONFIG_VARIABLES));
  if (!parsed.ok) return fail(EXIT.wrongStart, ...parsed.problems);
  const { config } = parsed;
  const log = await openLog(config.logLevel);

  const dataDir = isAbsolute(config.dataDir)
    ? config.dataDir
    : join(import.meta.dirname ?? "", config.dataDir);
  const scheme = config.tls ? "https" : "http";
  const instanceId = crypto.randomUUID();
  const locked = await lockDataFolder(dataDir, {
    pid: Deno.pid,
    started_at: new Date().toISOString(),
    address: `${scheme}://${config.apiHost}:${config.apiPort}`,
    instance_id: instanceId,
  });
  if (!locked.ok) {
    const { holder } = locked;
    const who = holder
      ? `process ${holder.pid} (${holder.address}, since ${holder.started_at})`
      : "another process";
    return fail(
      EXIT.folderHeld,
      `data_dir_held: Cannot use data folder "${dataDir}": ${who} holds it`,
    );
  }

  const halfRestored = await readRestoreMarker(dataDir);
  if (halfRestored) {
    return fail(EXIT.wrongStart, unfinishedRestoreLine(halfRestored));
  }

  // Listening comes first: a taken port ends the start before anything is read.
  const ready = Promise.withResolvers<Opened>();
  const tls = config.tls && {
    cert: await Deno.readTextFile(config.tls.certPath),
    key: await Deno.readTextFile(config.tls.keyPath),
  };
  let server: Listening;
  try {
    server = keepListening(
      {
        hostname: config.apiHost,
        port: config.apiPort,
        onListen: () => {},
        ...tls,
      },
      async (request, info) => {
        const { running: { handle, queries }, pages } = await ready.promise;
        return await handle(request, (each) =>
          pages.fetch(each, {
            remoteAddr: info.remoteAddr,
            completed: info.completed,
            queries,
          }), info.remoteAddr.hostname);
      },
      (error) => log.error("the listener broke: it is opened again", { error }),
    );
  } catch (error) {
    const place = `${config.apiHost}:${config.apiPort}`;
    if (error instanceof Deno.errors.AddrInUse) {
      return fail(
        EXIT.portTaken,
        `port_in_use: Cannot listen on ${place}: another program does (API_PORT)`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      return fail(
        EXIT.wrongStart,
        `port_denied: Cannot listen on ${place}: the system keeps this port from who runs VAMP; use one from 1024 on (API_PORT)`,
      );
    }
    throw error;
  }
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("a promise was rejected unseen", { error: event.reason });
  });

  const { port } = server.addr;
  // Also a start that takes too long is ended when somebody wants that.
  void stopping.then(() => setTimeout(() => void endByForce(), STOP_MS));
  const opened = await openRest({
    config,
    dataDir,
    demo,
    version: denoJson.version,
    port,
    instanceId,
    lock: locked.lock,
    log,
  });
  const { running } = opened;
  killAgents = running.killAgents;
  ready.resolve(opened);
  const shown = config.apiHost.includes(":")
    ? `[${config.apiHost}]`
    : config.apiHost;
  say(
    `VAMP ${denoJson.version}${
      demo ? " (demo)" : ""
    } is at ${scheme}://${shown}:${port}`,
    `Sign in once with ${scheme}://${shown}:${port}${running.linkPath}`,
  );

  const reason = await stopping;
  log.info("stopping", { reason });
  const deadline = setTimeout(() => Deno.exit(1), STOP_MS);
  await running[Symbol.asyncDispose]();
  // Whoever still holds a request open has been told; it is not waited for.
  await Promise.race([
    server.shutdown(),
    new Promise((resolve) => setTimeout(resolve, LAST_ANSWERS_MS)),
  ]);
  locked.lock[Symbol.dispose]();
  clearTimeout(deadline);
  return 0;
}

/** Reads the rest of the program, which is most of it, and starts it. */
async function openRest(options: ComposeOptions): Promise<Opened> {
  const [{ compose }, { default: pages }] = await Promise.all([
    read<typeof import("./compose.ts")>("./compose.ts"),
    read<{ readonly default: BuiltPages }>("./_fresh/server.js"),
  ]);
  return { running: await compose(options), pages };
}

/** By its address: what is named in an import is read before the first line runs. */
function read<M>(path: string): Promise<M> {
  return import(new URL(path, import.meta.url).href);
}

function say(...lines: readonly string[]): void {
  // deno-lint-ignore no-console -- the lines that a person started the server for
  for (const line of lines) console.log(line);
}

function fail(code: number, ...lines: readonly string[]): number {
  // deno-lint-ignore no-console -- the start ends here, before or without a log
  for (const line of lines) console.error(line);
  return code;
}
