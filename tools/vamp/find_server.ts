import { isAbsolute, join } from "node:path";
import { parseEnv } from "node:util";

/** Names that are read to find the server. */
export const SERVER_FINDING_VARIABLES = [
  "VAMP_URL",
  "AUTH_TOKEN",
  "DATA_DIR",
] as const;

/** The server's address and token, or why they are not known. */
export type FoundServer =
  | { readonly ok: true; readonly url: string; readonly token: string }
  | { readonly ok: false; readonly problem: string };

/** What decides which server is meant. */
export type ServerSearch = {
  /** Where `.env` and relative folders are looked for. */
  readonly root: string;
  /** The environment; what it leaves out may stand in `.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Goes before VAMP_URL. */
  readonly url?: string | undefined;
  /** Goes before DATA_DIR. */
  readonly dataDir?: string | undefined;
};

type Holder = { readonly address: string; readonly isHeld: boolean };

/**
 * Finds the server by the files of its data folder, `demo` below it included,
 * or by VAMP_URL and AUTH_TOKEN. Asks nobody.
 */
export async function findServer(search: ServerSearch): Promise<FoundServer> {
  const env = {
    ...parseEnv(await readIfThere(join(search.root, ".env")) ?? ""),
    ...search.env,
  };
  const url = search.url ?? env.VAMP_URL;
  const wanted = search.dataDir ?? env.DATA_DIR ?? "data";
  const folder = isAbsolute(wanted) ? wanted : join(search.root, wanted);
  if (url !== undefined && !/^https?:\/\//.test(url)) {
    return {
      ok: false,
      problem: `VAMP_URL is "${url}": it takes an http:// or https:// address`,
    };
  }
  for (const place of [folder, join(folder, "demo")]) {
    const holder = await readHolder(join(place, "lock"));
    const isMeant = url === undefined
      ? holder?.isHeld
      : holder && sameAddress(holder.address, url);
    if (!holder || !isMeant) continue;
    const token = env.AUTH_TOKEN ??
      (await readIfThere(join(place, "token")))?.trim();
    if (token) {
      return { ok: true, url: url ?? reachable(holder.address), token };
    }
  }
  if (url !== undefined) {
    return env.AUTH_TOKEN ? { ok: true, url, token: env.AUTH_TOKEN } : {
      ok: false,
      problem: `Cannot sign in to "${url}": AUTH_TOKEN is not set, and ` +
        `"${folder}" belongs to another server`,
    };
  }
  return {
    ok: false,
    problem: `Cannot find a server: none runs on "${folder}". Start one ` +
      "(deno task start), or name one with VAMP_URL and AUTH_TOKEN",
  };
}

/** `HOST:PORT` of an address, as permissions name it. */
export function hostAndPort(url: string): string {
  const { protocol, host, port } = new URL(url);
  return port ? host : `${host}:${protocol === "https:" ? 443 : 80}`;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch {
    return undefined;
  }
  try {
    const { address } = JSON.parse(await Deno.readTextFile(path));
    // The server holds the lock as long as it lives, however it ends.
    const isHeld = !await file.tryLock(false);
    return typeof address === "string" ? { address, isHeld } : undefined;
  } catch {
    return undefined;
  } finally {
    file.close();
  }
}

function sameAddress(a: string, b: string): boolean {
  return hostAndPort(reachable(a)) === hostAndPort(reachable(b));
}

/** A server that listens everywhere is called by loopback. */
function reachable(address: string): string {
  return address.replace("//0.0.0.0:", "//127.0.0.1:")
    .replace("//[::]:", "//[::1]:").replace("//localhost:", "//127.0.0.1:");
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    return undefined;
  }
}
