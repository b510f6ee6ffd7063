import { join } from "node:path";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import { putReadyCluster } from "./ready_history.ts";
import { until } from "./until.ts";

/** A real Postgres server on loopback, for tests alone; nothing of it lasts. */
export type PgServer = AsyncDisposable & {
  readonly pid: number;
  /** The address of one of its databases. */
  url(database: string): string;
  /** Ends it as a power cut would for clients: connections are simply gone. */
  crash(): Promise<void>;
  /** Kills its first process alone; the others find out by themselves. */
  kill(): Promise<void>;
  /** Starts it again on the same data, at the same address. */
  restart(): Promise<void>;
  /** Ends it in order, and copies its data to a folder that is not there yet. */
  saveTo(folder: string): Promise<void>;
};

const PROGRAMS = "/usr/lib/postgresql";
// Debian's package makes this user; the server refuses to run as root.
const USER = "postgres";
const OWNER = "vamp";
const START_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 20;
const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "4GB",
  shared_buffers: "256MB",
  max_connections: "40",
  // Its threads would show up as processes that no test knows.
  autovacuum: "off",
};

/**
 * Makes a database cluster, or copies the one that was made for all tests, and
 * starts a server on it.
 */
export async function startPostgres(): Promise<PgServer> {
  const programs = await findPrograms();
  const asUser = await wordsToRunAsUser();
  // Not below TMPDIR: the server's user has to reach it.
  const root = await Deno.makeTempDir({ dir: "/tmp", prefix: "vamp-pg-" });
  await run(["chmod", "755", root]);
  const data = join(root, "data");
  const isReady = await putReadyCluster(data);
  if (!isReady) await Deno.mkdir(data, { mode: 0o700 });
  if (asUser[0] === "setpriv") await run(["chown", USER, root, data]);
  const log = join(root, "log");
  await Deno.writeTextFile(log, "");
  if (!isReady) {
    await run([
      ...asUser,
      join(programs, "initdb"),
      ...["-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8"],
      ...["--locale", "C.UTF-8", "--no-sync", "--no-instructions"],
    ]);
  }
  const port = freePort();
  const url = (database: string) =>
    `postgres://${OWNER}@127.0.0.1:${port}/${database}`;
  const start = async () => {
    const child = new Deno.Command("sh", {
      // The shell becomes the server: its pid is the server's.
      args: [
        "-c",
        'log=$1; shift; exec "$@" >>"$log" 2>&1',
        "sh",
        log,
        ...asUser,
        join(programs, "postgres"),
        ...["-D", data, "-k", root, "-h", "127.0.0.1", "-p", String(port)],
        ...Object.entries(SETTINGS).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
      ],
      cwd: "/",
      stdin: "null",
    }).spawn();
    await untilReady(url("postgres"), log);
    return child;
  };
  let child = await start();
  return {
    get pid() {
      return child.pid;
    },
    url,
    crash: async () => {
      child.kill("SIGQUIT");
      await child.status;
    },
    kill: async () => {
      const others = await childrenOf(child.pid);
      child.kill("SIGKILL");
      await child.status;
      // As long as one lives, the next server refuses the data.
      await until(
        "all processes of the killed server are gone",
        () => others.every((pid) => !isThere(pid)),
      );
    },
    restart: async () => {
      child = await start();
    },
    saveTo: async (folder) => {
      child.kill("SIGINT");
      await child.status;
      await run(["cp", "-a", data, folder]);
    },
    [Symbol.asyncDispose]: async () => {
      endAtOnce(child);
      await child.status;
      await Deno.remove(root, { recursive: true });
    },
  };
}

async function findPrograms(): Promise<string> {
  const versions: string[] = [];
  try {
    for await (const { name } of Deno.readDir(PROGRAMS)) versions.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  if (newest) return join(PROGRAMS, newest, "bin");
  throw new Error(
    `Cannot test on Postgres: there is none in ${PROGRAMS}; install the ` +
      "package postgresql",
  );
}

/** Root has to become the server's user, also where root is only mapped. */
async function wordsToRunAsUser(): Promise<readonly string[]> {
  if (Deno.uid() !== 0) return [];
  const [, , uid, gid] = (await Deno.readTextFile("/etc/passwd")).split("\n")
    .map((line) => line.split(":")).find(([name]) => name === USER) ?? [];
  const ways = [
    ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"],
    ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`],
  ];
  for (const way of ways) {
    const { success } = await output([...way, "true"]);
    if (success) return way;
  }
  throw new Error(`Cannot test on Postgres: root cannot become "${USER}"`);
}

async function untilReady(url: string, log: string): Promise<void> {
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    const database: Database = openPostgres(url, { maxConnections: 1 });
    try {
      await database`select 1`;
      return;
    } catch (cause) {
      if (Date.now() > deadline) {
        throw new Error(
          `Cannot start Postgres: ${await Deno.readTextFile(log)}`,
          { cause },
        );
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    } finally {
      await database.end();
    }
  }
}

/** One that has ended already is left alone. */
function endAtOnce(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGQUIT");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await output(["ps", "-o", "pid=", "--ppid", String(pid)]);
  return new TextDecoder().decode(stdout).split("\n").filter(Boolean)
    .map(Number);
}

function isThere(pid: number): boolean {
  try {
    Deno.statSync(`/proc/${pid}`);
    return true;
  } catch {
    return false;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function run(words: readonly string[]): Promise<void> {
  const { success, stderr } = await output(words);
  if (success) return;
  throw new Error(
    `Cannot run ${words.join(" ")}: ${new TextDecoder().decode(stderr)}`,
  );
}

function output([program = "", ...args]: readonly string[]) {
  return new Deno.Command(program, {
    args: [...args],
    cwd: "/",
    env: { PATH: `${Deno.env.get("PATH")}:/usr/bin:/bin` },
    stdin: "null",
  }).output();
}
