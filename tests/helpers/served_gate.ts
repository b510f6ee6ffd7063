import { type GateOptions, GateUnderTest, TOKEN } from "./gate_under_test.ts";

const SHUTDOWN_MS = 5_000;

/** A gate behind a real port of the loopback. */
export interface ServedGate extends AsyncDisposable {
  readonly gate: GateUnderTest;
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Sends a request over the network, with the token. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** Serves a gate as the server does, on any free port. */
export function serveGate(
  options: Omit<GateOptions, "port"> = {},
): ServedGate {
  const ready = Promise.withResolvers<GateUnderTest>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => (await ready.promise).handle(request),
  );
  const { port } = server.addr;
  const gate = new GateUnderTest({ ...options, port });
  ready.resolve(gate);
  const origin = `http://127.0.0.1:${port}`;
  return {
    gate,
    port,
    origin,
    fetch: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${TOKEN}`);
      return fetch(origin + path, { ...init, headers });
    },
    [Symbol.asyncDispose]: async () => {
      gate[Symbol.dispose]();
      // A connection that was lost sight of would never let go.
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, SHUTDOWN_MS);
      await Promise.race([server.shutdown(), late.promise]);
      clearTimeout(timer);
    },
  };
}
