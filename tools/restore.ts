import { join } from "node:path";
import { parseArgs } from "node:util";
import { verifyBackupFile } from "@/backup/format/backup_file.ts";
import { type Manifest, tableFacts } from "@/backup/format/manifest.ts";
import { restoreBackup } from "@/backup/restore_backup.ts";
import { damageOf } from "@/host/kv_care/copy_store.ts";
import { asGiven, lockForTool, readConfig, sizeText } from "./data_folder.ts";
import { allowedPgPrograms } from "./launcher/pg_tool.ts";
import { printLine, warnLine } from "./output.ts";

const EXIT = { failed: 1, wrongCall: 2, folderHeld: 3 } as const;
const TAKES = "it takes FILE, --check, --allow-plain";

/** Runs it as a person asked; the exit code. */
async function main(args: readonly string[]): Promise<number> {
  let call: ReturnType<typeof readCall>;
  try {
    call = readCall(args);
  } catch (error) {
    warnLine(`${(error as Error).message} (${TAKES})`);
    return EXIT.wrongCall;
  }
  const read = await readConfig(join(import.meta.dirname ?? ".", ".."));
  if (!read.ok) {
    for (const problem of read.problems) warnLine(problem);
    return EXIT.wrongCall;
  }
  const { config, dataDir } = read;
  const { path, check, allowPlain } = call;
  const options = { secret: config.encryptionKey, allowPlain };
  try {
    if (check) {
      const manifest = await verifyBackupFile(path, options);
      for (const line of linesOf(manifest)) printLine(line);
      return 0;
    }
    await Deno.mkdir(dataDir, { recursive: true, mode: 0o700 });
    const locked = await lockForTool(dataDir, "deno task restore");
    if (!locked.ok) {
      const { pid, address } = locked.holder ?? {};
      warnLine(
        `data_dir_held: Cannot restore into "${dataDir}": process ${pid} ` +
          `(${address}) holds it; stop it first`,
      );
      return EXIT.folderHeld;
    }
    using _lock = locked.lock;
    const manifest = await restoreBackup(path, options, {
      dataDir,
      databaseUrl: config.databaseUrl,
      pgRestores: allowedPgPrograms(),
      checkStore: (store) => damageOf(dataDir, store),
      now: () => new Date().toISOString(),
    });
    for (const line of linesOf(manifest)) printLine(line);
    printLine(`Restored into "${dataDir}", and compared with the backup.`);
    return 0;
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    warnLine(`${code ?? "restore_failed"}: ${message}`);
    return EXIT.failed;
  }
}

function readCall(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      "allow-plain": { type: "boolean", default: false },
    },
  });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) {
    throw new TypeError("Cannot restore: one file has to be named");
  }
  return {
    path: asGiven(path),
    check: values.check,
    allowPlain: values["allow-plain"],
  };
}

function linesOf(manifest: Manifest): readonly string[] {
  const { live, history } = manifest;
  const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
  const rows = tableFacts(manifest).reduce((sum, { rows }) => sum + rows, 0);
  return [
    `Backup ${manifest.id} of ${manifest.created_at}, made by version ` +
    `${manifest.program}: ${sizeText(bytes)}, every byte as it was written`,
    live ? `Live store: up to event ${live.seq}` : "Live store: none",
    history
      ? `History: up to event ${history.seq}, ${rows} rows, from ` +
        `${history.engine} by ${history.dump ? "pg_dump" : "export"}`
      : "History: none",
  ];
}

if (import.meta.main) Deno.exit(await main(Deno.args));
