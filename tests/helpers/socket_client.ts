import { strict as assert } from "node:assert";
import { TOKEN } from "./gate_under_test.ts";

const PATIENCE_MS = 10_000;

/** A message of the server, with whatever fields it has. */
// deno-lint-ignore no-explicit-any -- tests look into whatever came
export type Message = { readonly type: string; [field: string]: any };

/** A WebSocket client that keeps what it was told, in order. */
export class SocketClient implements AsyncDisposable {
  readonly messages: Message[] = [];
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;
  #read = 0;
  #wake = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.onclose = resolve);
    socket.onmessage = ({ data }) => {
      this.messages.push(JSON.parse(data));
      this.#wake.resolve();
    };
  }

  /**
   * Connects with the token, as a program does, or as the headers say.
   *
   * @param query With its question mark.
   */
  static async open(
    port: number,
    query = "",
    headers: Readonly<Record<string, string>> = {
      authorization: `Bearer ${TOKEN}`,
    },
  ): Promise<SocketClient> {
    // Deno takes headers here; the browser's types, which are in force, do not.
    const options = { headers } as unknown as string[];
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws${query}`, options);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new SocketClient(socket);
  }

  /** Sends a value as JSON, and text and bytes as they are. */
  send(message: unknown): void {
    const isRaw = typeof message === "string" || message instanceof Uint8Array;
    this.#socket.send(
      isRaw
        ? message as string | Uint8Array<ArrayBuffer>
        : JSON.stringify(message),
    );
  }

  /** The next message of a type that was not given out yet; those before it are passed over. */
  async next(type: string): Promise<Message> {
    const deadline = setTimeout(
      () => this.#wake.reject(new Error(`no ${type} came`)),
      PATIENCE_MS,
    );
    try {
      for (;;) {
        while (this.#read < this.messages.length) {
          const message = this.messages[this.#read++];
          if (message?.type === type) return message;
        }
        await this.#wake.promise;
        this.#wake = Promise.withResolvers();
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Everything that came up to now: asks for a pong and waits for it. */
  async settled(): Promise<readonly Message[]> {
    const id = crypto.randomUUID();
    this.send({ type: "ping", id });
    let pong = await this.next("pong");
    while (pong.in_reply_to !== id) pong = await this.next("pong");
    assert.equal(pong.source, "backend");
    return this.messages.filter(({ type }) => type !== "pong");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.closed;
  }
}
