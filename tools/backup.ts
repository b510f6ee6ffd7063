import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import denoJson from "../deno.json" with { type: "json" };
import { historyOf } from "@/backup/backups.ts";
import { verifyBackupFile } from "@/backup/format/backup_file.ts";
import {
  exists,
  fileBytes,
  syncFolder,
  writeFileBytes,
} from "@/backup/format/file_bytes.ts";
import { backupFolder, backupPath } from "@/backup/kept_backups.ts";
import { type BackupSource, makeBackup } from "@/backup/make_backup.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import { BackupMade } from "@/domain/backup_state.ts";
import type { Config } from "@/domain/config.ts";
import type { Holder } from "@/host/data_lock.ts";
import { copyStore } from "@/host/kv_care/copy_store.ts";
import { asGiven, lockForTool, readConfig, sizeText } from "./data_folder.ts";
import { allowedPgPrograms } from "./launcher/pg_tool.ts";
import { printLine, warnLine } from "./output.ts";

const EXIT = { failed: 1, wrongCall: 2 } as const;

type Request = {
  readonly config: Config;
  readonly dataDir: string;
  /** Where the file is wanted; `undefined`: in the data folder. */
  readonly out: string | undefined;
  readonly withAgents: boolean;
};

/** Backs up one data folder and its history; the path of the file. */
async function backup(request: Request): Promise<string> {
  const { dataDir } = request;
  if (!await exists(dataDir)) {
    throw new Error(`Cannot back up "${dataDir}": there is no such folder`);
  }
  const locked = await lockForTool(dataDir, "deno task backup");
  if (!locked.ok) return await askServer(request, locked.holder);
  using _lock = locked.lock;
  return await backupStopped(request);
}

async function backupStopped(request: Request): Promise<string> {
  const { config, dataDir, withAgents } = request;
  const path = request.out ?? backupPath(dataDir, "manual", new Date());
  if (!request.out) {
    await Deno.mkdir(backupFolder(dataDir), { recursive: true, mode: 0o700 });
  }
  await using opened = new AsyncDisposableStack();
  let history: BackupSource["history"];
  const folder = join(dataDir, "history");
  const by = { method: config.backupMethod, programs: allowedPgPrograms() };
  if (config.databaseUrl) {
    const database = opened.use(openPostgres(config.databaseUrl));
    history = historyOf(database, config.databaseUrl, by);
  } else if (await exists(folder)) {
    history = historyOf(opened.use(await openPglite(folder)), undefined, by);
  }
  await makeBackup({
    dataDir,
    program: denoJson.version,
    now: () => new Date().toISOString(),
    copyStore: (from, to) => copyStore(dataDir, from, to),
    history,
    secret: config.encryptionKey,
    withAgents,
  }, path);
  return path;
}

/** A running server has its stores open, so it makes the backup itself. */
async function askServer(
  request: Request,
  holder: Holder | undefined,
): Promise<string> {
  const { config, dataDir, out } = request;
  const url = URL.parse("/api/backups", holder?.address);
  if (!url) {
    throw new Error(
      `Cannot back up "${dataDir}": "${holder?.address}" holds it, which is ` +
        "no server that could be asked; try again when it has ended",
    );
  }
  if (["0.0.0.0", "[::]"].includes(url.hostname)) url.hostname = "localhost";
  using client = config.tls && Deno.createHttpClient({
    caCerts: [await Deno.readTextFile(config.tls.certPath)],
  });
  const token = config.authToken ??
    (await Deno.readTextFile(join(dataDir, "token"))).trim();
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ with_agents: request.withAgents }),
    client,
  });
  const body: unknown = await response.json();
  if (!response.ok) {
    const { detail } = body as { readonly detail?: string };
    throw new Error(detail ?? `the server answered ${response.status}`);
  }
  const { path } = BackupMade.parse(body);
  if (!out) return path;
  await moveTo(path, out, config.encryptionKey);
  return out;
}

/** To another place, which may be another disk. */
async function moveTo(path: string, out: string, secret: string | undefined) {
  const unfinished = `${out}.unfinished`;
  await writeFileBytes(unfinished, fileBytes(path));
  await Deno.chmod(unfinished, 0o600);
  await verifyBackupFile(unfinished, { secret });
  await Deno.rename(unfinished, out);
  await syncFolder(dirname(out));
  await Deno.remove(path);
}

/** Runs it as a person asked; the exit code. */
async function main(args: readonly string[]): Promise<number> {
  let values: { readonly out?: string; readonly "with-agents"?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        out: { type: "string" },
        "with-agents": { type: "boolean" },
      },
    }));
  } catch (error) {
    warnLine(
      `${(error as Error).message} (it takes --out FILE, --with-agents)`,
    );
    return EXIT.wrongCall;
  }
  const read = await readConfig(join(import.meta.dirname ?? ".", ".."));
  if (!read.ok) {
    for (const problem of read.problems) warnLine(problem);
    return EXIT.wrongCall;
  }
  const { config, dataDir } = read;
  try {
    const out = values.out === undefined ? undefined : asGiven(values.out);
    const withAgents = values["with-agents"] ?? false;
    const path = await backup({ config, dataDir, out, withAgents });
    printLine(`${path} (${sizeText((await Deno.stat(path)).size)}, verified)`);
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    warnLine(`${code ?? "backup_failed"}: ${message}`);
    return EXIT.failed;
  }
  if (!config.encryptionKey) {
    warnLine("It is not encrypted: ENCRYPTION_KEY is not set.");
  }
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
