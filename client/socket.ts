import type { ClientOptions } from "./options.ts";
import { signedIn } from "./request.ts";
import { VampError } from "./vamp_error.ts";

/** A message of the server; `docs/protocol.md` has all types and their fields. */
export type SocketMessage = {
  readonly type: string;
  readonly id: string;
  readonly timestamp: string;
  readonly in_reply_to?: string;
  readonly [field: string]: unknown;
};

/** What a program sends: a type and its fields. */
export type SocketRequest = {
  readonly type: string;
  readonly [field: string]: unknown;
};

/** An open WebSocket to the server. */
export type VampSocket = Disposable & {
  /**
   * Sends a message and gives the first answer to it.
   *
   * @throws {VampError} With the server's code when it is refused, `unreachable`
   * when the socket closes first.
   */
  ask(request: SocketRequest): Promise<SocketMessage>;
  /** Everything that comes, answers too, until the socket closes. */
  readonly messages: ReadableStream<SocketMessage>;
  /** Resolves when it is closed, by whomever. */
  readonly closed: Promise<void>;
};

type Waiting = PromiseWithResolvers<SocketMessage>;

/**
 * Opens `/ws`. It is for programs that speak the message protocol; those that
 * only want to hear what happens do better with the event stream, which misses
 * nothing after a break.
 *
 * @throws {VampError} `unreachable` when there is no server or it refuses.
 */
export async function openSocket(options: ClientOptions): Promise<VampSocket> {
  const socket = connect(options);
  const waiting = new Map<string, Waiting>();
  const closed = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const lost = () =>
    new VampError(
      "unreachable",
      `Cannot speak with "${options.url}": the socket is closed`,
    );
  const messages = new ReadableStream<SocketMessage>({
    start(controller) {
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(String(data)) as SocketMessage;
        controller.enqueue(message);
        settle(waiting, message);
      };
      socket.onclose = () => {
        controller.close();
        for (const { reject } of waiting.values()) reject(lost());
        waiting.clear();
        opened.reject(lost());
        closed.resolve();
      };
    },
    cancel: () => socket.close(),
  });
  socket.onopen = () => opened.resolve();
  await opened.promise;

  return {
    messages,
    closed: closed.promise,
    ask(request) {
      const id = String(request.id ?? crypto.randomUUID());
      if (socket.readyState !== WebSocket.OPEN) return Promise.reject(lost());
      const answer = Promise.withResolvers<SocketMessage>();
      waiting.set(id, answer);
      socket.send(JSON.stringify({ ...request, id }));
      return answer.promise;
    },
    [Symbol.dispose]: () => socket.close(),
  };
}

function settle(
  waiting: Map<string, Waiting>,
  message: SocketMessage,
): void {
  const asked = waiting.get(message.in_reply_to ?? "");
  if (!asked) return;
  waiting.delete(message.in_reply_to ?? "");
  if (message.type !== "error") return asked.resolve(message);
  asked.reject(new VampError(String(message.code), String(message.message)));
}

function connect(options: ClientOptions): WebSocket {
  const url = `${options.url.replace(/\/+$/, "").replace(/^http/, "ws")}/ws`;
  // A page is signed in by its cookie, and cannot send headers here.
  return options.token === undefined ? new WebSocket(url) : new WebSocket(
    url,
    { headers: signedIn(options) } as unknown as string[],
  );
}
