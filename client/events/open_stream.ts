import type { ClientOptions } from "../options.ts";
import { addressOf, signedIn } from "../request.ts";
import { errorOf, VampError } from "../vamp_error.ts";
import { type SseFrame, sseFrames } from "./sse_frames.ts";

/** The server says something every 5 s; this long without a word, it is lost. */
const SILENCE_MS = 15_000;

/**
 * One connection to the event stream: its frames until it ends, is cut, or
 * says nothing for too long.
 *
 * @throws {VampError} When it is refused or lost; the signal's reason when that
 * ends it.
 */
export async function* openStream(
  options: ClientOptions,
  query: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | undefined,
  silenceMs = SILENCE_MS,
): AsyncGenerator<SseFrame, void, undefined> {
  const ended = new AbortController();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  // Deno may collect what ties a signal to a fetch whose body is still being
  // read (seen in 2.9.6): the abort alone would not end the wait for more.
  const end = (reason: unknown) => {
    ended.abort(reason);
    reader?.cancel(reason).catch(() => {/* it has ended by itself */});
  };
  const leave = () => end(signal?.reason);
  let watch: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(watch);
    watch = setTimeout(
      () => end(new Error(`nothing came for ${silenceMs} ms`)),
      silenceMs,
    );
  };
  signal?.addEventListener("abort", leave);
  if (signal?.aborted) leave();
  try {
    heard();
    const answer = await (options.fetch ?? fetch)(
      addressOf(options.url, { path: "events", query }),
      {
        headers: { accept: "text/event-stream", ...signedIn(options) },
        signal: ended.signal,
      },
    );
    if (!answer.ok) throw await errorOf(answer);
    if (!answer.body) return;
    reader = answer.body.getReader();
    const decoder = new TextDecoder();
    const cut = sseFrames();
    for (;;) {
      const { done, value } = await reader.read();
      ended.signal.throwIfAborted();
      if (done) return;
      heard();
      yield* cut(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof VampError) throw error;
    throw new VampError(
      "unreachable",
      `Cannot follow the events of "${options.url}": the stream was lost`,
      { cause: error },
    );
  } finally {
    clearTimeout(watch);
    signal?.removeEventListener("abort", leave);
    // Also where the caller stopped listening: the connection has to go.
    ended.abort();
  }
}
