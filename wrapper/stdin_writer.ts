import { ClaudeError } from "@/domain/claude_process.ts";
import { TIMED_OUT, type Timers, within } from "./timers.ts";

/**
 * Writes JSON objects to the standard input of a process, one a line and one
 * write a line, each after the one before it. A line that is not JSON ends
 * the CLI, so nothing else can be written here; and after the first failure
 * every further write fails, since half a line may have gone out.
 */
export class StdinWriter {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #timers: Timers;
  readonly #deadlineMs: number;
  readonly #encoder = new TextEncoder();
  #last: Promise<void> = Promise.resolve();
  #state: "open" | "failed" | "closed" = "open";

  /**
   * @param deadlineMs Milliseconds that one line may take to be read.
   * @param onLine Hears each line before it is written, and its size in bytes.
   */
  constructor(
    stdin: WritableStream<Uint8Array>,
    timers: Timers,
    deadlineMs: number,
    private readonly onLine: (text: string, bytes: number) => void = () => {},
  ) {
    this.#writer = stdin.getWriter();
    this.#writer.closed.catch(() => {});
    this.#timers = timers;
    this.#deadlineMs = deadlineMs;
  }

  /**
   * Writes one message.
   * @throws {ClaudeError} `write_timeout` when the process did not read it in
   * time, `write_failed` when the pipe is closed or an earlier write failed.
   * Do not retry on this process: it may have read a part or all of it.
   */
  write(message: Readonly<Record<string, unknown>>): Promise<void> {
    const text = JSON.stringify(message);
    const line = this.#encoder.encode(`${text}\n`);
    this.onLine(text, line.length - 1);
    const written = this.#last.then(() => this.#writeLine(line));
    this.#last = written.catch(() => {});
    return written;
  }

  /** Closes standard input after what was written; never fails, never waits for long. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const closed = this.#last.then(() => this.#writer.close());
    const outcome = await within(this.#timers, 500, closed)
      .catch(() => TIMED_OUT);
    if (outcome === TIMED_OUT) this.#writer.abort().catch(() => {});
  }

  async #writeLine(line: Uint8Array): Promise<void> {
    if (this.#state !== "open") {
      throw new ClaudeError(
        "write_failed",
        `Cannot write to claude: its input is ${this.#state}`,
      );
    }
    let outcome: void | typeof TIMED_OUT;
    try {
      outcome = await within(
        this.#timers,
        this.#deadlineMs,
        this.#writer.write(line),
      );
    } catch (cause) {
      this.#state = "failed";
      throw new ClaudeError(
        "write_failed",
        "Cannot write to claude: its input is gone",
        cause,
      );
    }
    if (outcome === TIMED_OUT) {
      this.#state = "failed";
      throw new ClaudeError(
        "write_timeout",
        `Cannot write to claude: a line was not read within ${this.#deadlineMs} ms`,
      );
    }
  }
}
