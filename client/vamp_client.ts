import { follow, type FollowOptions } from "./events/follow.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { sender } from "./request.ts";
import { agentCalls } from "./resources/agents.ts";
import { approvalCalls } from "./resources/approvals.ts";
import { messageCalls, sessionCalls } from "./resources/sessions.ts";
import { handoffCalls, taskCalls } from "./resources/tasks.ts";
import { webhookCalls } from "./resources/webhooks.ts";
import { runTask } from "./run_task.ts";
import { openSocket } from "./socket.ts";
import type { Backup, Health } from "./types/health.ts";
import type { NewTask } from "./types/task.ts";

/** A backup is verified before it is answered. */
const BACKUP_TIMEOUT_MS = 600_000;

/** All that a program can do with a VAMP server. */
export type VampClient = ReturnType<typeof vampClient>;

/**
 * A client of one server, for browsers, Deno and Node. It holds no connection:
 * making one costs nothing, and there is nothing to close.
 *
 * Calls throw `VampError` with the server's stable code. What was lost on the
 * way is tried again where that is safe.
 */
export function vampClient(options: ClientOptions) {
  const send = sender(options);
  const tasks = taskCalls(send);
  const health = (call: CallOptions = {}) =>
    send<Health>({ ...call, method: "GET", path: "health" });
  return {
    agents: agentCalls(send),
    tasks,
    handoffs: handoffCalls(send),
    messages: messageCalls(send),
    approvals: approvalCalls(send),
    sessions: sessionCalls(send),
    webhooks: webhookCalls(send),
    health,
    /** Makes a backup on the server's host. */
    backup: (
      wanted: { readonly with_agents?: boolean } = {},
      call: CallOptions = {},
    ) =>
      send<Backup>({
        timeoutMs: BACKUP_TIMEOUT_MS,
        ...call,
        method: "POST",
        path: "backups",
        body: wanted,
      }),
    /** The event log, without a gap and without a double; see `follow`. */
    events: (wanted: FollowOptions = {}) => follow(options, wanted),
    /** Has a task done, and tells what happens until it is over. */
    run: (task: NewTask, wanted: Pick<FollowOptions, "signal"> = {}) =>
      runTask({ options, tasks, health }, task, wanted),
    /** The message protocol; see `openSocket`. */
    socket: () => openSocket(options),
    /** Any other call; `path` is below `/api/`. */
    send,
  };
}
