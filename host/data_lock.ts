import { join } from "node:path";
import { z } from "zod";

/** Who holds a data folder. */
const Holder = z.object({
  pid: z.int(),
  started_at: z.string(),
  address: z.string(),
  /** Marks every process that the holder started. */
  instance_id: z.string(),
});
export type Holder = z.infer<typeof Holder>;

/** The folder is ours until this is disposed, or this process ends in any way. */
export type DataLock = Disposable & {
  /** Who held it last; processes of theirs may be left over. */
  readonly previous: Holder | undefined;
};

export type LockResult =
  | { readonly ok: true; readonly lock: DataLock }
  | { readonly ok: false; readonly holder: Holder | undefined };

/**
 * Takes the data folder for this process alone, without waiting. The system's
 * own lock on the open file decides, so that a killed holder never blocks the
 * next start; what the file says only names the holder.
 *
 * @param how `forTool`: this is no server, and leaves no processes; those that
 * an earlier server left are still found by the next one.
 */
export async function lockDataFolder(
  folder: string,
  holder: Holder,
  how: { readonly forTool?: boolean } = {},
): Promise<LockResult> {
  const path = join(folder, "lock");
  const file = await Deno.open(path, {
    read: true,
    write: true,
    create: true,
    mode: 0o600,
  });
  const taken = await file.tryLock(true);
  const previous = parseHolder(await Deno.readTextFile(path));
  if (!taken) {
    file.close();
    return { ok: false, holder: previous };
  }
  await file.truncate(0);
  const noted = how.forTool && previous
    ? { ...holder, instance_id: previous.instance_id }
    : holder;
  await file.write(new TextEncoder().encode(JSON.stringify(noted)));
  await file.sync();
  return {
    ok: true,
    lock: { previous, [Symbol.dispose]: () => file.close() },
  };
}

function parseHolder(text: string): Holder | undefined {
  try {
    return Holder.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
