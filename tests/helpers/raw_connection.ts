import { TOKEN } from "./gate_under_test.ts";

const encoder = new TextEncoder();

/** A connection on which a test writes every byte of HTTP by itself. */
export class RawConnection implements Disposable {
  #isOpen = true;
  #paused: ReturnType<typeof setTimeout> | undefined;

  private constructor(private readonly connection: Deno.TcpConn) {}

  static async open(port: number): Promise<RawConnection> {
    const address = { hostname: "127.0.0.1", port };
    return new RawConnection(await Deno.connect(address));
  }

  /** Writes lines, each with its line break. */
  async send(...lines: readonly string[]): Promise<void> {
    const bytes = encoder.encode(lines.map((line) => `${line}\r\n`).join(""));
    for (let at = 0; at < bytes.length;) {
      at += await this.connection.write(bytes.subarray(at));
    }
  }

  /** Asks for a stream or a socket with the token; nothing is read. */
  async ask(
    path: string,
    port: number,
    ...headers: readonly string[]
  ): Promise<void> {
    await this.send(
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bearer ${TOKEN}`,
      ...headers,
      "",
    );
  }

  /** Says that nothing more will be sent; answers can still be read. */
  closeWrite(): Promise<void> {
    return this.connection.closeWrite();
  }

  /** Reads so many bytes each time, until one of the two sides ends it. */
  async trickle(bytes: number, everyMs: number): Promise<void> {
    const buffer = new Uint8Array(bytes);
    while (this.#isOpen) {
      const count = await this.connection.read(buffer).catch(() => null);
      if (count === null || !this.#isOpen) return;
      await new Promise((resolve) => {
        this.#paused = setTimeout(resolve, everyMs);
      });
    }
  }

  /** Reads until the text holds `mark`, or the other side ends. */
  async readUntil(mark: string): Promise<string> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(65_536);
    let text = "";
    while (!text.includes(mark)) {
      const count = await this.connection.read(buffer).catch(() => null);
      if (count === null) break;
      text += decoder.decode(buffer.subarray(0, count), { stream: true });
    }
    return text;
  }

  [Symbol.dispose](): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearTimeout(this.#paused);
    this.connection.close();
  }
}
