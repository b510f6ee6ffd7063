import { Hono } from "hono";
import { problemResponse } from "../problem.ts";
import { requestId } from "../request_id.ts";
import type { SocketHub } from "./socket_hub.ts";

/** The WebSocket's address. A plain request is told what is wrong. */
export function socketRoutes(hub: SocketHub): Hono {
  return new Hono().get("/ws", (c) => {
    const request = c.req.raw;
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return problemResponse(
        "invalid_request",
        "This address speaks WebSocket; the request asks for no upgrade",
        requestId(request),
      );
    }
    try {
      const { socket, response } = Deno.upgradeWebSocket(request);
      hub.add(socket);
      return response;
    } catch {
      return problemResponse(
        "invalid_request",
        "The WebSocket handshake is not well-formed",
        requestId(request),
      );
    }
  });
}
