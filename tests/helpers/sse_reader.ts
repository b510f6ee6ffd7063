import { strict as assert } from "node:assert";

/** One frame of an event stream, its data parsed. */
export type Frame = {
  readonly event: string;
  readonly id: string | undefined;
  // deno-lint-ignore no-explicit-any -- tests look into whatever came
  readonly data: any;
};

/** Reads an event stream frame by frame. */
export class SseReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = "";

  constructor(stream: ReadableStream<Uint8Array> | null) {
    assert.ok(stream, "there is no body");
    this.#reader = stream.getReader();
  }

  /** The next frame with data; `undefined` at the end of the stream. */
  async next(): Promise<Frame | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end >= 0) {
        const frame = parseFrame(this.#text.slice(0, end));
        this.#text = this.#text.slice(end + 2);
        if (frame) return frame;
        continue;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** Frames up to the first that `isLast` accepts, with it. */
  async until(isLast: (frame: Frame) => boolean): Promise<Frame[]> {
    const frames: Frame[] = [];
    for (;;) {
      const frame = await this.next();
      assert.ok(frame, `the stream ended after ${JSON.stringify(frames)}`);
      frames.push(frame);
      if (isLast(frame)) return frames;
    }
  }

  /** The events of the log up to number `seq`. */
  async eventsUntil(seq: number): Promise<Frame[]> {
    const frames = await this.until(({ id }) => Number(id) >= seq);
    return frames.filter(({ event }) => event === "message");
  }

  /** Goes away, as a closed tab does. */
  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

/** What a block of lines says; `undefined` when it has no data. */
export function parseFrame(block: string): Frame | undefined {
  const fields = new Map(
    block.split("\n").map((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const data = fields.get("data");
  if (data === undefined) return undefined;
  return {
    event: fields.get("event") ?? "message",
    id: fields.get("id"),
    data: JSON.parse(data),
  };
}
