/** A way to a server of the loopback on which every connection breaks. */
export type CuttingProxy = Disposable & {
  readonly port: number;
  /** Connections that it broke so far. */
  readonly cuts: number;
};

/**
 * Passes connections on to a port of the loopback, and breaks each after so
 * many bytes of the server's have gone through, wherever that is.
 *
 * @param nextBudget The bytes of the next connection; `Infinity`: all of them.
 */
export function cuttingProxy(
  targetPort: number,
  nextBudget: () => number,
): CuttingProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let cuts = 0;

  void (async () => {
    for await (const client of listener) void pass(client);
  })().catch(() => {/* the listener was closed */});

  async function pass(client: Deno.TcpConn): Promise<void> {
    open.add(client);
    let server: Deno.TcpConn | undefined;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port: targetPort });
      open.add(server);
      void copy(client, server, Infinity).catch(() => {});
      const isCut = await copy(server, client, nextBudget());
      if (isCut) cuts++;
    } catch {
      // One of the two is gone; the other goes as well.
    } finally {
      close(client);
      if (server) close(server);
    }
  }

  function close(connection: Deno.TcpConn): void {
    if (open.delete(connection)) connection.close();
  }

  return {
    port: listener.addr.port,
    get cuts() {
      return cuts;
    },
    [Symbol.dispose]() {
      listener.close();
      for (const connection of [...open]) close(connection);
    },
  };
}

/** Copies bytes until one side ends (false) or `budget` is used up (true). */
async function copy(
  from: Deno.TcpConn,
  to: Deno.TcpConn,
  budget: number,
): Promise<boolean> {
  const buffer = new Uint8Array(16_384);
  for (let left = budget; left > 0;) {
    const count = await from.read(buffer);
    if (count === null) return false;
    const passed = Math.min(count, left);
    for (let at = 0; at < passed;) {
      at += await to.write(buffer.subarray(at, passed));
    }
    left -= passed;
  }
  return true;
}
