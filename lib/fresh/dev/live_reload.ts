/** Path of the event stream that tells pages about new builds. */
export const LIVE_PATH = "/_fresh/live";

const encoder = new TextEncoder();

/** Tells open pages which build is current. */
export class LiveReload implements Disposable {
  readonly #pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #build = crypto.randomUUID();

  /** An endless event stream: the current build at once, then each new one. */
  connect(): Response {
    let page: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        page = controller;
        this.#pages.add(page);
        page.enqueue(encoder.encode("retry: 300\n\n"));
        page.enqueue(this.#event());
      },
      cancel: () => {
        this.#pages.delete(page);
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
      },
    });
  }

  /** Has all open pages reload. */
  announce(): void {
    this.#build = crypto.randomUUID();
    for (const page of this.#pages) page.enqueue(this.#event());
  }

  /** Ends all streams. */
  [Symbol.dispose](): void {
    for (const page of this.#pages) page.close();
    this.#pages.clear();
  }

  #event(): Uint8Array {
    return encoder.encode(`event: build\ndata: ${this.#build}\n\n`);
  }
}
