/** A piece of bytes as streams carry it. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The stream ended before all the bytes that were asked for. */
export class EndOfBytes extends Error {
  override readonly name = "EndOfBytes";
}

/**
 * Takes exact numbers of bytes from a stream of pieces of any size. Disposing
 * ends the stream, wherever it stands.
 */
export class ByteReader implements AsyncDisposable {
  readonly #pieces: AsyncIterator<Bytes>;
  #rest: Bytes = new Uint8Array();

  constructor(pieces: AsyncIterable<Bytes>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** @throws {EndOfBytes} (as a rejection) when there are not that many. */
  async take(count: number): Promise<Bytes> {
    const taken = new Uint8Array(count);
    let filled = 0;
    for await (const piece of this.pieces(count)) {
      taken.set(piece, filled);
      filled += piece.length;
    }
    return taken;
  }

  /**
   * The next `count` bytes in pieces as they come, for what is too long for
   * the memory.
   *
   * @throws {EndOfBytes} (as a rejection) when there are not that many.
   */
  async *pieces(count: number): AsyncGenerator<Bytes> {
    for (let left = count; left > 0;) {
      if (!await this.#fill()) {
        throw new EndOfBytes(`Cannot read on: ${left} bytes are missing`);
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Whether nothing is left. */
  async atEnd(): Promise<boolean> {
    return !await this.#fill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pieces.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done) return false;
      this.#rest = value;
    }
    return true;
  }
}
