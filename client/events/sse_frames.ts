/** One frame of an event stream, as it came. */
export type SseFrame = {
  /** `message` where the frame has no name. */
  readonly name: string;
  /** `undefined`: the frame has none. */
  readonly id: string | undefined;
  readonly data: string;
};

/**
 * Cuts the text of an event stream into frames, whatever pieces it comes in.
 * Comments and frames without data are left out.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function sseFrames(): (piece: string) => SseFrame[] {
  let rest = "";
  let lines: string[] = [];
  return (piece) => {
    const frames: SseFrame[] = [];
    // A carriage return at the end may be half of a line's end.
    const text = rest + piece;
    const ends = /\r\n|\n|\r(?!$)/g;
    let from = 0;
    for (let end = ends.exec(text); end; end = ends.exec(text)) {
      const line = text.slice(from, end.index);
      from = ends.lastIndex;
      if (line !== "") {
        lines.push(line);
        continue;
      }
      const frame = frameOf(lines);
      if (frame) frames.push(frame);
      lines = [];
    }
    rest = text.slice(from);
    return frames;
  };
}

function frameOf(lines: readonly string[]): SseFrame | undefined {
  let name = "message";
  let id: string | undefined;
  const data: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") name = value;
    else if (field === "id") id = value;
    else if (field === "data") data.push(value);
  }
  return data.length === 0 ? undefined : { name, id, data: data.join("\n") };
}
