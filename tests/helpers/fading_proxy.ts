/** A way to a server of the loopback that can fail as networks do. */
export type FadingProxy = Disposable & {
  readonly port: number;
  /** Breaks all connections, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  /** Connections that are open now pass nothing more, and nobody is told; new ones are well. */
  freeze(): void;
};

/** Passes connections on to a port of the loopback. */
export function fadingProxy(targetPort: number): FadingProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<{ isFrozen: boolean; close(): void }>();
  let isCut = false;

  void (async () => {
    for await (const client of listener) {
      if (isCut) client.close();
      else void pass(client);
    }
  })().catch(() => {/* the listener was closed */});

  async function pass(client: Deno.TcpConn): Promise<void> {
    const ends: Deno.TcpConn[] = [client];
    const way = {
      isFrozen: false,
      close: () => {
        open.delete(way);
        for (const end of ends.splice(0)) end.close();
      },
    };
    open.add(way);
    try {
      const server = await Deno.connect({
        hostname: "127.0.0.1",
        port: targetPort,
      });
      ends.push(server);
      await Promise.race([
        copy(client, server, way),
        copy(server, client, way),
      ]);
    } catch {
      // One of the two is gone; the other goes as well.
    } finally {
      if (!way.isFrozen) way.close();
    }
  }

  const closeAll = () => {
    for (const way of [...open]) way.close();
  };
  return {
    port: listener.addr.port,
    cut: () => {
      isCut = true;
      closeAll();
    },
    mend: () => {
      isCut = false;
    },
    freeze: () => {
      for (const way of open) way.isFrozen = true;
    },
    [Symbol.dispose]() {
      listener.close();
      closeAll();
    },
  };
}

/** Copies until one side ends; what comes when the way is frozen is lost. */
async function copy(
  from: Deno.TcpConn,
  to: Deno.TcpConn,
  way: { readonly isFrozen: boolean },
): Promise<void> {
  const buffer = new Uint8Array(16_384);
  for (;;) {
    const count = await from.read(buffer);
    if (count === null) return;
    if (way.isFrozen) continue;
    for (let at = 0; at < count;) {
      at += await to.write(buffer.subarray(at, count));
    }
  }
}
