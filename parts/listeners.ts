import { CutClients } from "../api/events/cut_clients.ts";
import { SseHub } from "../api/events/sse_hub.ts";
import { SocketHub } from "../api/ws/socket_hub.ts";
import type { ServerLog } from "../host/log.ts";
import type { WholePlatform } from "./whole_platform.ts";

/** Those who are told what happens, by event stream and by WebSocket. */
export type Listeners = Disposable & {
  readonly sse: SseHub;
  readonly sockets: SocketHub;
  /** How many there are now. */
  readonly counts: () => { readonly sse: number; readonly ws: number };
  /** How many were cut since the last call, since they read too slowly. */
  readonly takeCuts: CutClients["take"];
};

/**
 * Tells all who listen what happens; disposing sends them away.
 *
 * @param onCut A client was cut that read too slowly.
 */
export function openListeners(
  platform: WholePlatform,
  now: () => string,
  log: ServerLog,
  onCut: (protocol: "sse" | "ws") => void,
): Listeners {
  const cuts = new CutClients(log, onCut);
  const sse = new SseHub(
    platform,
    now,
    {},
    (behind) => cuts.add("sse", behind),
  );
  const sockets = new SocketHub({
    platform,
    now,
    systemLoad: () => (Deno.loadavg()[0] ?? 0) / navigator.hardwareConcurrency,
    logError: log.error,
    onCut: (behind) => cuts.add("ws", behind),
  });
  return {
    sse,
    sockets,
    counts: () => ({ sse: sse.size, ws: sockets.size }),
    takeCuts: () => cuts.take(),
    [Symbol.dispose]: () => {
      sockets[Symbol.dispose]();
      sse[Symbol.dispose]();
    },
  };
}
