/** Somebody else has the folder open. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
  readonly code = "folder_in_use";
}

/**
 * Takes a folder for this one opener, without waiting. The system's own lock
 * on a file beside the folder decides: a killed holder never blocks the next.
 *
 * @throws {FolderInUse} (as a rejection) while another one has it.
 */
export async function lockFolder(folder: string): Promise<Disposable> {
  const file = await Deno.open(`${folder}.lock`, {
    write: true,
    create: true,
    mode: 0o600,
  });
  if (await file.tryLock(true)) {
    return { [Symbol.dispose]: () => file.close() };
  }
  file.close();
  throw new FolderInUse(
    `Cannot open "${folder}": another process has it open`,
  );
}
