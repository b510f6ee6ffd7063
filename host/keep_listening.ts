/** Milliseconds until an address is taken up again. */
const AGAIN_MS = 1_000;

/** A server that goes on listening, whatever happens to its listener. */
export type Listening = {
  readonly addr: Deno.NetAddr;
  /** Takes no further connections, and resolves when the last request is answered. */
  shutdown(): Promise<void>;
};

/**
 * Serves at an address, and takes it up again when its listener breaks: one
 * refused descriptor ends the listener of `Deno.serve` for good, and whoever
 * can reach the port can use all descriptors up. What is open stays so.
 *
 * @param onBroken Called each time the listener broke, with why.
 * @throws {Deno.errors.AddrInUse} If another program has the address.
 */
export function keepListening(
  options:
    & Deno.ServeTcpOptions
    & Partial<Deno.TlsCertifiedKeyPem>,
  handler: Deno.ServeHandler<Deno.NetAddr>,
  onBroken: (error: unknown) => void,
): Listening {
  const servers = new Set<Deno.HttpServer<Deno.NetAddr>>();
  let again: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const serve = (port: number | undefined) => {
    const server = Deno.serve(
      { ...options, ...(port === undefined ? {} : { port }) },
      handler,
    );
    servers.add(server);
    server.finished.catch((error) => {
      onBroken(error);
      againSoon(server.addr.port);
    });
    return server;
  };
  const againSoon = (port: number) => {
    if (isOver) return;
    again = setTimeout(() => {
      try {
        serve(port);
      } catch {
        againSoon(port);
      }
    }, AGAIN_MS);
  };

  const { addr } = serve(options.port);
  return {
    addr,
    async shutdown() {
      isOver = true;
      clearTimeout(again);
      await Promise.allSettled([...servers].map((each) => each.shutdown()));
    },
  };
}
