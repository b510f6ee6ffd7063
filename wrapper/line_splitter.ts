/** The longest line that is kept, in bytes; a longer one costs itself alone. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** How much of a line that was too long is kept as a sample, in bytes. */
const SAMPLE_BYTES = 200;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** One line of output, or the news that one was skipped. */
export type Line =
  | { readonly kind: "line"; readonly text: string; readonly sizeBytes: number }
  | {
    readonly kind: "too_long";
    readonly sizeBytes: number;
    readonly sample: string;
  };

/**
 * Cuts a stream of bytes into lines, wherever the chunks happen to break.
 * Lines end in `\n` or `\r\n`; empty ones are dropped; bytes that are not
 * UTF-8 become U+FFFD. Holds at most `maxLineBytes` and one chunk.
 */
export class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #decoder = new TextDecoder();
  #parts: Uint8Array[] = [];
  #heldBytes = 0;
  /** Bytes of the line that is being skipped; `undefined` when none is. */
  #skippedBytes: number | undefined;
  #sample = "";

  constructor(maxLineBytes = MAX_LINE_BYTES) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** Takes the next chunk and gives the lines that it completed. */
  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    while (start < chunk.length) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) {
        this.#hold(chunk.slice(start));
        break;
      }
      this.#hold(chunk.subarray(start, end));
      const line = this.#complete();
      if (line) lines.push(line);
      start = end + 1;
    }
    return lines;
  }

  /** Gives the last line, when the stream ended without a newline. */
  end(): Line | undefined {
    return this.#complete();
  }

  #hold(part: Uint8Array): void {
    if (this.#skippedBytes !== undefined) {
      this.#skippedBytes += part.length;
      return;
    }
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#heldBytes += part.length;
    // A carriage return before the newline does not count, so one byte more
    // is let in and `#complete` decides.
    if (this.#heldBytes <= this.#maxLineBytes + 1) return;
    this.#sample = this.#decoder.decode(this.#join().subarray(0, SAMPLE_BYTES));
    this.#skippedBytes = this.#heldBytes;
    this.#drop();
  }

  #complete(): Line | undefined {
    if (this.#skippedBytes !== undefined) {
      const sizeBytes = this.#skippedBytes;
      this.#skippedBytes = undefined;
      return { kind: "too_long", sizeBytes, sample: this.#sample };
    }
    let bytes = this.#join();
    this.#drop();
    if (bytes.at(-1) === CARRIAGE_RETURN) bytes = bytes.subarray(0, -1);
    if (bytes.length === 0) return undefined;
    if (bytes.length > this.#maxLineBytes) {
      const sample = this.#decoder.decode(bytes.subarray(0, SAMPLE_BYTES));
      return { kind: "too_long", sizeBytes: bytes.length, sample };
    }
    const text = this.#decoder.decode(bytes);
    return { kind: "line", text, sizeBytes: bytes.length };
  }

  #join(): Uint8Array {
    const [first] = this.#parts;
    if (first && this.#parts.length === 1) return first;
    const joined = new Uint8Array(this.#heldBytes);
    let offset = 0;
    for (const part of this.#parts) {
      joined.set(part, offset);
      offset += part.length;
    }
    return joined;
  }

  #drop(): void {
    this.#parts = [];
    this.#heldBytes = 0;
  }
}
