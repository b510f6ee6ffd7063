import type { CliEvent } from "@/domain/cli_event.ts";
import type { RawLine } from "@/domain/frames.ts";
import type { ControlChannel } from "./control_channel.ts";
import { capEvent, MAX_EVENT_BYTES } from "./decode/cap_event.ts";
import { Decoder } from "./decode/decoder.ts";
import { readFrame } from "./decode/frame.ts";
import type { EventQueue } from "./event_queue.ts";
import { LinePace } from "./line_pace.ts";
import { type Line, LineSplitter } from "./line_splitter.ts";
import { eachLine, rawOf } from "./read_lines.ts";
import { StderrTail } from "./stderr_tail.ts";
import type { Timers } from "./timers.ts";

const MAX_STDERR_LINE_BYTES = 1024 * 1024;

type OutputDeps = {
  readonly channel: Pick<ControlChannel, "accept">;
  readonly queue: Pick<EventQueue<CliEvent>, "push">;
  readonly timers: Timers;
  /** Whether the message with that id waits for its receipt, which this is. */
  readonly takeReceipt: (uuid: string) => boolean;
  readonly onLine: (line: RawLine) => void;
};

/** What one process says: standard output is decoded and queued, standard error queued and kept. */
export class ProcessOutput {
  /** Resolves when both pipes are at their end. */
  readonly read: Promise<unknown>;
  readonly #stdout: ReadableStreamDefaultReader<Uint8Array>;
  readonly #errors: ReadableStreamDefaultReader<Uint8Array>;
  readonly #stderr = new StderrTail();
  #startErrors: readonly string[] = [];

  constructor(
    child: Pick<Deno.ChildProcess, "stdout" | "stderr">,
    private readonly deps: OutputDeps,
  ) {
    this.#stdout = child.stdout.getReader();
    this.#errors = child.stderr.getReader();
    this.read = Promise.all([this.#readStdout(), this.#readStderr()]);
  }

  /** The CLI's own words on a start that failed, from a result frame. */
  get startErrors(): readonly string[] {
    return this.#startErrors;
  }

  /** The last lines of standard error. */
  get stderrTail(): readonly string[] {
    return this.#stderr.lines;
  }

  /** Reads no more, though somebody may still hold the pipes open. */
  async cancel(): Promise<void> {
    await Promise.all([this.#stdout.cancel(), this.#errors.cancel()]);
  }

  async #readStdout(): Promise<void> {
    const decoder = new Decoder(this.deps.takeReceipt);
    const splitter = new LineSplitter();
    const pace = new LinePace(this.deps.timers);
    await eachLine(this.#stdout, splitter, pace, async (line) => {
      this.deps.onLine({ from: "out", ...rawOf(line) });
      for (const event of this.#decode(line, decoder)) {
        // Only a large line can hold a large event.
        const isLarge = line.sizeBytes > MAX_EVENT_BYTES / 4;
        await this.deps.queue.push(
          isLarge ? capEvent(event) : event,
          line.sizeBytes,
        );
      }
    });
  }

  #decode(line: Line, decoder: Decoder): readonly CliEvent[] {
    const read = readFrame(line);
    if (!read.ok) return [read.event];
    const events = this.deps.channel.accept(read.frame) ??
      decoder.decode(read.frame);
    for (const event of events) {
      if (event.kind === "turn_ended") this.#startErrors = event.result.errors;
    }
    return events;
  }

  async #readStderr(): Promise<void> {
    const splitter = new LineSplitter(MAX_STDERR_LINE_BYTES);
    const pace = new LinePace(this.deps.timers);
    await eachLine(this.#errors, splitter, pace, async (line) => {
      this.deps.onLine({ from: "err", ...rawOf(line) });
      const text = this.#stderr.add(line);
      await this.deps.queue.push(
        { kind: "stderr", line: text },
        line.sizeBytes,
      );
    });
  }
}
