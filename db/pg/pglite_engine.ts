import { lockFolder } from "./folder_lock.ts";
import { PgliteProcess } from "./pglite_process.ts";
import { type Database, openSql, type Statements } from "./sql.ts";

/**
 * Opens the embedded engine on a folder, and makes it when it is not there. It
 * survives a killed process, and no power cut: it never waits for the disk.
 *
 * When the engine crashes, every statement is refused with the code
 * `engine_crashed`; closing and opening again is the caller's business.
 *
 * @param folder Absolute; its parent has to exist. `undefined`: in memory.
 * @throws {FolderInUse} (as a rejection) when another one has it open.
 */
export async function openPglite(
  folder: string | undefined,
): Promise<Database> {
  // The engine has no lock of its own: two on one folder lose rows silently.
  using opened = new DisposableStack();
  if (folder) {
    opened.use(await lockFolder(folder));
    await initialize(folder);
  }
  const process = await openProcess(folder);
  opened.defer(() => process.terminate());
  const held = opened.move();
  const queue = new OneAtATime();
  const statements = statementsOf(process);
  return openSql({
    query: (text, parameters) =>
      queue.run(() => statements.query(text, parameters)),
    exec: (script) => queue.run(() => statements.exec(script)),
    tx: (work) =>
      queue.run(async () => {
        await statements.exec("begin");
        try {
          const result = await work(statements);
          await statements.exec("commit");
          return result;
        } catch (error) {
          // A crashed engine cannot roll back, and what it had is gone anyway.
          await statements.exec("rollback").catch(() => {});
          throw error;
        }
      }),
    end: () =>
      queue.run(async () => {
        try {
          // A crashed engine has nothing left to close.
          await process.ask({ kind: "close" }).catch(() => {});
        } finally {
          held.dispose();
        }
      }),
  });
}

/** A first start that is killed leaves no half folder behind. */
async function initialize(folder: string): Promise<void> {
  if (await exists(folder)) return;
  const unfinished = `${folder}.new`;
  if (await exists(unfinished)) {
    await Deno.remove(unfinished, { recursive: true });
  }
  await Deno.mkdir(unfinished, { mode: 0o700 });
  const process = await openProcess(unfinished);
  try {
    await process.ask({ kind: "close" });
  } finally {
    process.terminate();
  }
  await Deno.rename(unfinished, folder);
}

async function openProcess(folder: string | undefined) {
  const process = new PgliteProcess();
  try {
    await process.ask({ kind: "open", folder });
    return process;
  } catch (error) {
    process.terminate();
    throw error;
  }
}

function statementsOf(process: PgliteProcess): Statements {
  return {
    query: (text, parameters) =>
      process.ask({ kind: "query", text, parameters }),
    exec: async (script) => {
      await process.ask({ kind: "exec", script });
    },
  };
}

/** Runs pieces of work one after the other, in the order they came. */
class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
