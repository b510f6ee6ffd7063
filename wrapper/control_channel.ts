import {
  ClaudeError,
  type PermissionAnswer,
  type ToolServer,
} from "@/domain/claude_process.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import { decodePermissionRequest, readControlFrame } from "./decode/control.ts";
import type { Frame } from "./decode/frame.ts";
import { badShape } from "./decode/malformed.ts";
import { TIMED_OUT, type Timers, within } from "./timers.ts";

type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

type Options = {
  /** Writes one message to the CLI; may reject when its input is gone. */
  readonly write: (message: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly timers: Timers;
  readonly toolServers: Readonly<Record<string, ToolServer>>;
  /** Resolves when everything that the CLI said so far was handled. */
  readonly handled: () => Promise<void>;
};

/**
 * The two-way request protocol beside the conversation. Our requests get an
 * id and a deadline. Every request of the CLI is answered, also one that
 * nobody knows, so that it never waits without end; only a permission request
 * stays open, as an event, until `answerPermission` or its withdrawal.
 */
export class ControlChannel {
  readonly #options: Options;
  readonly #ours = new Map<string, (outcome: Outcome) => void>();
  readonly #permissions = new Map<string, Frame>();
  readonly #toolCalls = new Map<string, AbortController>();
  #lastId = 0;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Asks the CLI something and gives its answer.
   * @param deadlineMs Milliseconds to wait for the answer.
   * @throws {ClaudeError} `request_failed` when it refuses or does not answer
   * in time, `stopped` when it is gone; `write_failed` or `write_timeout`.
   * Every request used here may be repeated safely.
   */
  async request(
    payload: Frame & { readonly subtype: string },
    deadlineMs: number,
  ): Promise<unknown> {
    if (this.#closed) throw stopped(payload.subtype);
    const id = `vamp_${++this.#lastId}`;
    const answer = new Promise<Outcome>((resolve) => {
      this.#ours.set(id, resolve);
    });
    try {
      await this.#options.write({
        type: "control_request",
        request_id: id,
        request: payload,
      });
      const outcome = await within(this.#options.timers, deadlineMs, answer);
      if (outcome === TIMED_OUT) {
        throw new ClaudeError(
          "request_failed",
          `Cannot get an answer to "${payload.subtype}": none within ${deadlineMs} ms`,
        );
      }
      if (outcome.ok) return outcome.value;
      if (this.#closed) throw stopped(payload.subtype);
      throw new ClaudeError(
        "request_failed",
        `Cannot have "${payload.subtype}" done: ${outcome.error}`,
      );
    } finally {
      this.#ours.delete(id);
    }
  }

  /** Takes a frame; `undefined` means that it belongs to the conversation. */
  accept(frame: Frame): CliEvent[] | undefined {
    const control = readControlFrame(frame);
    switch (control?.kind) {
      case undefined:
        return undefined;
      case "bad_shape":
        return [badShape(frame)];
      case "response":
        this.#ours.get(control.requestId)?.(control.outcome);
        return [];
      case "cancel":
        return this.#withdraw(control.requestId);
      case "request":
        return this.#serve(control.requestId, control.subtype, control.request);
    }
  }

  /**
   * Answers a permission request that is still open.
   * @throws {ClaudeError} `request_failed` when it is not open: it was
   * withdrawn, answered before, or never asked. Not to be repeated then.
   */
  async answerPermission(
    requestId: string,
    answer: PermissionAnswer,
  ): Promise<void> {
    const request = this.#permissions.get(requestId);
    if (!request) {
      throw new ClaudeError(
        "request_failed",
        `Cannot answer the permission request "${requestId}": it is not open`,
      );
    }
    this.#permissions.delete(requestId);
    await this.#succeed(requestId, answer);
  }

  /** Ends every wait: the process is gone. */
  close(): void {
    this.#closed = true;
    for (const settle of this.#ours.values()) {
      settle({ ok: false, error: "the process ended" });
    }
    for (const call of this.#toolCalls.values()) call.abort();
    this.#permissions.clear();
  }

  #withdraw(requestId: string): CliEvent[] {
    this.#toolCalls.get(requestId)?.abort();
    if (!this.#permissions.delete(requestId)) return [];
    return [{ kind: "request_withdrawn", requestId }];
  }

  #serve(requestId: string, subtype: string, request: Frame): CliEvent[] {
    if (subtype === "can_use_tool") {
      const event = decodePermissionRequest(requestId, request);
      if (event.kind === "permission_requested") {
        this.#permissions.set(requestId, request);
      } else {
        this.#refuse(requestId, "The request could not be read");
      }
      return [event];
    }
    const server = subtype === "mcp_message"
      ? this.#toolServer(request.server_name)
      : undefined;
    if (server) {
      void this.#callTool(requestId, server, request.message);
      return [];
    }
    this.#refuse(requestId, `"${subtype}" is not served here`);
    return [{
      kind: "unknown",
      name: `control_request/${subtype}`,
      raw: request,
    }];
  }

  #toolServer(name: unknown): ToolServer | undefined {
    const { toolServers } = this.#options;
    if (typeof name !== "string" || !Object.hasOwn(toolServers, name)) {
      return undefined;
    }
    return toolServers[name];
  }

  async #callTool(
    requestId: string,
    server: ToolServer,
    message: unknown,
  ): Promise<void> {
    const abort = new AbortController();
    this.#toolCalls.set(requestId, abort);
    try {
      // A call belongs to a turn: nobody may hear of it before the turn itself.
      await this.#options.handled();
      if (abort.signal.aborted) return;
      const reply = await server(message, abort.signal);
      if (abort.signal.aborted) return;
      // The CLI wants an answer to a notification too, and drops it.
      const mcp_response = reply ?? { jsonrpc: "2.0", id: 0, result: {} };
      await this.#succeed(requestId, { mcp_response }).catch(() => {});
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!abort.signal.aborted) this.#refuse(requestId, reason);
    } finally {
      this.#toolCalls.delete(requestId);
    }
  }

  #succeed(request_id: string, response: unknown): Promise<void> {
    return this.#options.write({
      type: "control_response",
      response: { subtype: "success", request_id, response },
    });
  }

  #refuse(request_id: string, error: string): void {
    // A failing write shows in the next send, and in the end of the process.
    this.#options.write({
      type: "control_response",
      response: { subtype: "error", request_id, error },
    }).catch(() => {});
  }
}

function stopped(subtype: string): ClaudeError {
  return new ClaudeError(
    "stopped",
    `Cannot ask claude for "${subtype}": the process has ended`,
  );
}
