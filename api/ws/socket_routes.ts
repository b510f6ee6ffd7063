import { setImmediate } from "node:timers";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { BrowserAccess } from "../access/browser_access.ts";
import { callerOf } from "../access/caller.ts";
import { type ProblemCode, problemResponse } from "../problem.ts";
import { requestId } from "../request_id.ts";
import { readChoice } from "./choice.ts";
import { FORMATS } from "./client_message.ts";
import { readPlace } from "./place.ts";
import type { SocketHub } from "./socket_hub.ts";

const recordId = z.string().max(64).optional();
/** Others, such as `ticket`, are for those who let the request in. */
const Query = z.object({
  since: z.string().max(20).optional(),
  topics: z.string().max(2_000).optional(),
  format: z.enum(FORMATS).optional(),
  agent_id: recordId,
  task_id: recordId,
  session_id: recordId,
});

/** The WebSocket's address. A plain request is told what is wrong. */
export function socketRoutes(hub: SocketHub, access: BrowserAccess): Hono {
  return new Hono().get("/ws", async (c) => {
    const request = c.req.raw;
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return refuse(
        c,
        "invalid_request",
        "This address speaks WebSocket; the request asks for no upgrade",
      );
    }
    const query = Query.safeParse(c.req.query());
    if (!query.success) {
      return refuse(c, "invalid_request", z.prettifyError(query.error));
    }
    const { since, topics, format, ...filter } = query.data;
    const choice = readChoice(format, topics, filter);
    if ("wrong" in choice) return refuse(c, "invalid_request", choice.wrong);
    const place = since === undefined ? undefined : readPlace(since);
    if (since !== undefined && !place) {
      return refuse(
        c,
        "invalid_event_id",
        `Cannot resume after "${since}": it is no seq and no id of a message`,
      );
    }
    if (hub.isFull) {
      return refuse(
        c,
        "too_many_streams",
        `Cannot open another socket: ${hub.size} are open`,
      );
    }
    if (await isGone(request)) {
      return refuse(c, "invalid_request", "The client has gone");
    }
    try {
      const { socket, response } = Deno.upgradeWebSocket(request, {
        idleTimeout: hub.idleSeconds,
      });
      const whileSignedIn = access.whileSignedIn(callerOf(request));
      hub.expect(socket, choice, place, whileSignedIn);
      return response;
    } catch {
      return refuse(
        c,
        "invalid_request",
        "The WebSocket handshake is not well-formed",
      );
    }
  });
}

/**
 * Whether the client has closed its side already. Deno keeps the descriptor of
 * a connection for ever that is upgraded after that, and tells it a moment
 * late: so the upgrade follows in the turn in which all is told.
 */
async function isGone({ signal }: Request): Promise<boolean> {
  for (let turn = 0; turn < 2; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return signal.aborted;
}

function refuse(c: Context, code: ProblemCode, detail: string): Response {
  return problemResponse(code, detail, requestId(c.req.raw));
}
