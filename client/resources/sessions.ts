import type { CallOptions } from "../options.ts";
import type { Send } from "../request.ts";
import type { Page } from "../types/common.ts";
import type { Message } from "../types/message.ts";
import type { Session } from "../types/session.ts";

/** Named pieces of work. */
export function sessionCalls(send: Send) {
  const one = (id: string) => `sessions/${encodeURIComponent(id)}`;
  const change = (id: string, body: unknown, options: CallOptions) =>
    send<Session>({ ...options, method: "PATCH", path: one(id), body });
  return {
    list: (
      query: {
        readonly status?: Session["status"];
        readonly limit?: number;
        readonly cursor?: string;
      } = {},
      options: CallOptions = {},
    ) =>
      send<Page<Session>>({
        ...options,
        method: "GET",
        path: "sessions",
        query,
      }),
    get: (id: string, options: CallOptions = {}) =>
      send<Session>({ ...options, method: "GET", path: one(id) }),
    create: (name: string, options: CallOptions = {}) =>
      send<Session>({
        ...options,
        method: "POST",
        path: "sessions",
        body: { name },
      }),
    rename: (id: string, name: string, options: CallOptions = {}) =>
      change(id, { name }, options),
    /** `session_busy` while agents of it live. */
    archive: (id: string, options: CallOptions = {}) =>
      change(id, { status: "archived" }, options),
    restore: (id: string, options: CallOptions = {}) =>
      change(id, { status: "active" }, options),
  };
}

/** What agents and people told each other. */
export function messageCalls(send: Send) {
  return {
    /** One page, newest first; `complete` is false while older ones are missing. */
    list: (
      query: {
        readonly agent_id?: string;
        readonly task_id?: string;
        readonly limit?: number;
        readonly cursor?: string;
      } = {},
      options: CallOptions = {},
    ) =>
      send<Page<Message> & { readonly complete: boolean }>({
        ...options,
        method: "GET",
        path: "communications",
        query,
      }),
  };
}
