/** One step of the tables, from the file `000001_name.sql`. */
export type Migration = {
  /** Counts from 1 without a gap. */
  readonly version: number;
  readonly name: string;
  readonly script: string;
  /** SHA-256 of the script in hexadecimal digits. */
  readonly checksum: string;
};

const FILE_NAME = /^(\d{6})_([a-z0-9_]+)\.sql$/;

/**
 * All migrations of a folder in their order.
 *
 * @throws {Error} When a file's name has another form or a number is missing.
 */
export async function readMigrations(
  folder: URL = new URL("migrations/", import.meta.url),
): Promise<readonly Migration[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  return await Promise.all(
    names.toSorted().map(async (name, index) => {
      const [, digits, title] = FILE_NAME.exec(name) ?? [];
      if (!title || Number(digits) !== index + 1) {
        throw new Error(
          `Cannot read migration "${name}": number ${index + 1} was expected`,
        );
      }
      return await migrationOf(
        index + 1,
        title,
        await Deno.readTextFile(new URL(name, folder)),
      );
    }),
  );
}

/** A migration with its checksum; a checkout's line ends do not count. */
export async function migrationOf(
  version: number,
  name: string,
  text: string,
): Promise<Migration> {
  const script = text.replaceAll("\r\n", "\n");
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(script),
  );
  return { version, name, script, checksum: new Uint8Array(digest).toHex() };
}
