import { isEnded } from "@/domain/agent_status.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Commands, EventSource, Queries } from "@/domain/platform.ts";
import { fieldErrors } from "../problem.ts";
import { answerMessage } from "./answer_message.ts";
import { ClientMessage, MessageLabel } from "./client_message.ts";
import { type Body, broadcastsOf } from "./server_message.ts";

const MAX_MESSAGE_CHARS = 1024 * 1024;
const MAX_BEHIND_BYTES = 1024 * 1024;
const SYSTEM_STATUS_MS = 15_000;
/** Close codes of RFC 6455: going away, and "try again later". */
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;

export type SocketDeps = {
  readonly platform: Commands & Queries & EventSource;
  readonly now: () => string;
  /** Runnable processes per core, one minute's average; 0 where it is unknown. */
  readonly systemLoad: () => number;
  readonly logError: (
    message: string,
    facts: Readonly<Record<string, unknown>>,
  ) => void;
};

type Client = {
  readonly socket: WebSocket;
  /** News that the answers to its own messages will bring: `<event type> <agent id>`. */
  readonly awaited: Set<string>;
};

/** All sockets: carries out what clients send, tells all of them what happens. */
export class SocketHub implements Disposable {
  readonly #clients = new Set<Client>();
  readonly #unsubscribe: () => void;
  readonly #statusTimer: ReturnType<typeof setInterval>;
  #isClosed = false;

  constructor(private readonly deps: SocketDeps) {
    this.#unsubscribe = deps.platform.subscribe({
      events: (events) => this.#tellAll(events),
      delta: () => {},
    });
    this.#statusTimer = setInterval(
      () => this.#broadcast(this.#systemStatus()),
      SYSTEM_STATUS_MS,
    );
  }

  /** How many are connected. */
  get size(): number {
    return this.#clients.size;
  }

  /** Takes over an upgraded socket. */
  add(socket: WebSocket): void {
    if (this.#isClosed) {
      socket.close(GOING_AWAY);
      return;
    }
    const client: Client = { socket, awaited: new Set() };
    this.#clients.add(client);
    socket.onmessage = (event) => void this.#onMessage(client, event.data);
    socket.onclose = () => this.#clients.delete(client);
    socket.onerror = () => this.#clients.delete(client);
  }

  /** Closes all sockets; their clients are told that the server goes. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#unsubscribe();
    clearInterval(this.#statusTimer);
    for (const { socket } of this.#clients) socket.close(GOING_AWAY);
    this.#clients.clear();
  }

  async #onMessage(client: Client, data: unknown): Promise<void> {
    const parsed = parseMessage(data);
    if ("error" in parsed) {
      this.#send(client, { type: "error", ...parsed.error });
      return;
    }
    const { message } = parsed;
    const reply = message.id ? { in_reply_to: message.id } : {};
    try {
      const bodies = await answerMessage(
        this.deps.platform,
        message,
        client.awaited,
      );
      for (const body of bodies) {
        this.#send(client, {
          ...body,
          ...(body.type === "error" ? { request: message.type } : {}),
          ...reply,
        });
      }
    } catch (error) {
      this.deps.logError("message failed", { type: message.type, error });
      this.#send(client, {
        type: "error",
        code: "internal",
        message: "The message could not be carried out",
        request: message.type,
        ...reply,
      });
    }
  }

  #tellAll(events: readonly FleetEvent[]): void {
    if (this.#clients.size === 0) return;
    const fleet = this.deps.platform.fleet();
    for (const event of events) {
      const news = `${event.type} ${"agent_id" in event && event.agent_id}`;
      for (const body of broadcastsOf(event, fleet)) {
        this.#broadcast(
          { ...body, seq: event.seq },
          (client) => !client.awaited.has(news),
        );
      }
    }
  }

  #systemStatus(): Body {
    const { platform } = this.deps;
    const { agents, tasks } = platform.fleet();
    const claude = platform.claudeStatus().kind;
    const usable = claude === "ready" || claude === "demo" ||
      claude === "checking";
    return {
      type: "system_status",
      status: usable ? "healthy" : "degraded",
      metrics: {
        active_agents: Object.values(agents)
          .filter((agent) => !isEnded(agent.state)).length,
        pending_tasks: Object.values(tasks)
          .filter((task) => task.state.status === "pending").length,
        system_load: this.deps.systemLoad(),
      },
    };
  }

  #broadcast(body: Body, to: (client: Client) => boolean = () => true): void {
    const text = this.#envelope(body);
    for (const client of this.#clients) {
      if (to(client)) this.#sendText(client, text);
    }
  }

  #send(client: Client, body: Body): void {
    this.#sendText(client, this.#envelope(body));
  }

  #envelope(body: Body): string {
    return JSON.stringify({
      ...body,
      timestamp: this.deps.now(),
      id: crypto.randomUUID(),
      source: "backend",
    });
  }

  #sendText(client: Client, text: string): void {
    const { socket } = client;
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > MAX_BEHIND_BYTES) {
      this.#clients.delete(client);
      socket.close(TRY_AGAIN_LATER, "too far behind");
      return;
    }
    socket.send(text);
  }
}

type Parsed =
  | { readonly message: ClientMessage }
  | {
    readonly error: {
      readonly code: string;
      readonly message: string;
      readonly errors?: ReturnType<typeof fieldErrors>;
      readonly request?: string;
      readonly in_reply_to?: string;
    };
  };

function parseMessage(data: unknown): Parsed {
  if (typeof data !== "string") {
    return refuse("invalid_message", "Messages are text frames of JSON");
  }
  if (data.length > MAX_MESSAGE_CHARS) {
    return refuse(
      "message_too_large",
      `A message takes at most ${MAX_MESSAGE_CHARS} characters`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return refuse("invalid_json", "The message is not well-formed JSON");
  }
  const parsed = ClientMessage.safeParse(json);
  if (parsed.success) return { message: parsed.data };
  const errors = fieldErrors(parsed.error);
  const words = errors.map(({ path, message }) => `${path}: ${message}`);
  const { type, id } = MessageLabel.safeParse(json).data ?? {};
  return {
    error: {
      code: "invalid_request",
      message: words.join("; "),
      errors,
      ...(type ? { request: type } : {}),
      ...(id ? { in_reply_to: id } : {}),
    },
  };
}

function refuse(code: string, message: string): Parsed {
  return { error: { code, message } };
}
