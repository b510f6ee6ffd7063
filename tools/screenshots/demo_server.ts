import { join } from "node:path";
import type { Moment, Server } from "./shots.ts";

const TOKEN = "token-of-the-pictures";
/** What the demo may take to come to a moment. */
const MOMENT_MS = 180_000;
const LOOK_EVERY_MS = 250;

/** A demo of its own, with a data folder that is thrown away. */
export type DemoServer = Server & AsyncDisposable & {
  readonly origin: string;
  readonly token: string;
  /** Resolves when the demo has come so far; fails at the deadline. */
  whenAt(moment: Moment): Promise<void>;
};

/**
 * Starts the demo on a free port of loopback.
 *
 * @throws {Error} (as a rejection) when it does not come up in time.
 */
export async function startDemo(root: string): Promise<DemoServer> {
  const folder = await Deno.makeTempDir({ prefix: "vamp-pictures-" });
  const port = freePort();
  const origin = `http://127.0.0.1:${port}`;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "demo"],
    cwd: root,
    env: {
      API_PORT: String(port),
      AUTH_TOKEN: TOKEN,
      DATA_DIR: join(folder, "data"),
    },
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  let isOver = false;
  const ended = process.status.then(() => isOver = true);
  const read = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${origin}/api/${path}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    if (!answer.ok) throw new Error(`Cannot read ${path}: ${answer.status}`);
    return await answer.json() as T;
  };
  const stop = async () => {
    if (!isOver) process.kill("SIGTERM");
    await ended;
    await Deno.remove(folder, { recursive: true });
  };
  try {
    await until("the demo is up", async () => {
      if (isOver) throw new DemoEnded();
      return await read("health").then(() => true);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin,
    token: TOKEN,
    read,
    whenAt: (moment) =>
      until(`the demo is at "${moment}"`, () => isAt(moment, read)),
    [Symbol.asyncDispose]: stop,
  };
}

/** It will not come up any more; its own lines say why. */
class DemoEnded extends Error {
  override readonly message = "Cannot take pictures: the demo has ended";
}

type Counted = { readonly items: readonly { readonly status: string }[] };

async function isAt(moment: Moment, read: Server["read"]): Promise<boolean> {
  switch (moment) {
    case "asking": {
      const { items } = await read<Counted>("approvals?status=pending");
      return items.length > 0;
    }
    case "at_work": {
      const { items } = await read<Counted>("agents");
      return items.filter(({ status }) => status === "busy").length > 1;
    }
    case "talked": {
      const { items } = await read<Counted>("communications");
      return items.length > 1;
    }
    case "done": {
      const { items } = await read<Counted>("handoffs");
      return items.some(({ status }) => status === "completed");
    }
  }
}

async function until(
  what: string,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + MOMENT_MS;
  while (Date.now() < deadline) {
    const isThere = await isSo().catch((error) => {
      if (error instanceof DemoEnded) throw error;
      return false;
    });
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`Cannot take pictures: ${what} did not come in time`);
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}
