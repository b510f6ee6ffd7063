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
  const both = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
  let watch: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(watch);
    watch = setTimeout(
      () => ended.abort(new Error(`nothing came for ${silenceMs} ms`)),
      silenceMs,
    );
  };
  try {
    heard();
    const answer = await (options.fetch ?? fetch)(
      addressOf(options.url, { path: "events", query }),
      {
        headers: { accept: "text/event-stream", ...signedIn(options) },
        signal: both,
      },
    );
    if (!answer.ok) throw await errorOf(answer);
    if (!answer.body) return;
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    const cut = sseFrames();
    for (;;) {
      const { done, value } = await reader.read();
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
    // Also where the caller stopped listening: the connection has to go.
    ended.abort();
  }
}
