import type { RawLine } from "@/domain/frames.ts";
import type { LinePace } from "./line_pace.ts";
import type { Line, LineSplitter } from "./line_splitter.ts";

/** Reads a pipe to its end, line by line, no faster than `pace` lets it; a pipe that is cancelled has ended. */
export async function eachLine(
  pipe: ReadableStreamDefaultReader<Uint8Array>,
  splitter: LineSplitter,
  pace: LinePace,
  take: (line: Line) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { value, done } = await pipe.read();
    if (done) break;
    for (const line of splitter.push(value)) {
      await pace.turn();
      await take(line);
    }
  }
  const last = splitter.end();
  if (last) await take(last);
}

/** What there is of a line to look at later. */
export function rawOf(line: Line): Pick<RawLine, "text" | "bytes"> {
  const text = line.kind === "line" ? line.text : line.sample;
  return { text, bytes: line.sizeBytes };
}
