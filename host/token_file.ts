import { join } from "node:path";

/**
 * The token kept in the data folder, made by `makeToken` at the first start;
 * readable by its owner alone.
 */
export async function keptToken(
  folder: string,
  makeToken: () => string,
): Promise<string> {
  const path = join(folder, "token");
  try {
    const token = (await Deno.readTextFile(path)).trim();
    // A copied or edited file may have become readable by others.
    await Deno.chmod(path, 0o600);
    if (token) return token;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const token = makeToken();
  await Deno.writeTextFile(path, `${token}\n`, { mode: 0o600 });
  return token;
}
