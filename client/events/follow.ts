import type { ClientOptions } from "../options.ts";
import type { Delta, FleetEvent, StreamItem } from "../types/event.ts";
import { VampError } from "../vamp_error.ts";
import { backoffMs, wait } from "../wait.ts";
import { openStream } from "./open_stream.ts";
import type { SseFrame } from "./sse_frames.ts";

/** From where, and what, is followed. */
export type FollowOptions = {
  /** The last event that the caller has; without it a snapshot comes first. */
  readonly since?: number;
  /** `fleet`, `transcripts`, `transcript:<agent id>`; without them `fleet,transcripts`. */
  readonly topics?: readonly string[];
  readonly signal?: AbortSignal;
  /** Milliseconds without a word after which the stream counts as lost. */
  readonly silenceMs?: number;
};

const PAUSES = { firstMs: 250, longestMs: 15_000 } as const;
/** What the server tells about itself, beside the log. */
const STATUS_FRAMES: ReadonlySet<string> = new Set([
  "claude",
  "history",
  "storage",
]);

/**
 * Follows the event log. A lost stream is taken up again after the last event,
 * as often as it takes, so every event comes exactly once and in order. Where
 * that is not possible any more (the log is another one, or too old), a
 * snapshot with `reset` comes first.
 *
 * @throws {VampError} When the server refuses the stream: a wrong token, a
 * wrong topic. The signal's reason when that ends it.
 */
export async function* follow(
  options: ClientOptions,
  { since, topics, signal, silenceMs }: FollowOptions = {},
): AsyncGenerator<StreamItem, void, undefined> {
  const place = new Place(since, topics === undefined);
  const pause = options.wait ?? wait;
  let lost = 0;
  for (;;) {
    let isUp = false;
    try {
      const query = { since: place.seqText, topics: topics?.join(",") };
      const frames = openStream(options, query, signal, silenceMs);
      for await (const frame of frames) {
        if (!isUp) {
          isUp = true;
          lost = 0;
          yield { kind: "link", up: true };
        }
        // The stream says goodbye, and where it left off it can be taken up.
        if (frame.name === "shutdown" || place.isGap(frame)) break;
        const item = place.take(frame);
        if (item) yield item;
      }
    } catch (error) {
      if (signal?.aborted || isFinal(error)) throw error;
    }
    if (isUp) yield { kind: "link", up: false };
    await pause(backoffMs(++lost, PAUSES), signal);
  }
}

/** A refusal that the next try would get as well. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof VampError)) return true;
  const { status = 0, code } = error;
  return status >= 400 && status < 500 && code !== "rate_limited";
}

/** How far the log is known. */
class Place {
  #seq: number | undefined;
  #isReset = false;
  readonly #isWhole: boolean;

  /** @param isWhole Every event of the log is sent, so a gap can be seen. */
  constructor(since: number | undefined, isWhole: boolean) {
    this.#seq = since;
    this.#isWhole = isWhole;
  }

  get seqText(): string | undefined {
    return this.#seq?.toString();
  }

  /** Whether something is missing between the last event and this one. */
  isGap(frame: SseFrame): boolean {
    return this.#isWhole && frame.name === "message" &&
      this.#seq !== undefined && Number(frame.id) > this.#seq + 1;
  }

  /** What a frame says; `undefined` for what the caller need not hear. */
  take(frame: SseFrame): StreamItem | undefined {
    switch (frame.name) {
      case "message":
        return this.#event(JSON.parse(frame.data) as FleetEvent);
      case "reset":
        this.#isReset = true;
        return undefined;
      case "snapshot":
        return this.#snapshot(frame);
      case "delta":
        return { kind: "delta", delta: JSON.parse(frame.data) as Delta };
      default:
        return STATUS_FRAMES.has(frame.name)
          ? {
            kind: "status",
            of: frame.name,
            data: JSON.parse(frame.data),
          }
          : undefined;
    }
  }

  #event(event: FleetEvent): StreamItem | undefined {
    if (this.#seq !== undefined && event.seq <= this.#seq) return undefined;
    this.#seq = event.seq;
    return { kind: "event", event };
  }

  #snapshot(frame: SseFrame): StreamItem {
    const fleet = JSON.parse(frame.data) as { readonly seq: number };
    const reset = this.#isReset;
    this.#isReset = false;
    this.#seq = fleet.seq;
    return { kind: "snapshot", seq: fleet.seq, fleet, reset };
  }
}
