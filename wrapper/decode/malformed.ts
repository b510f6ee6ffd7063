import type { CliEvent } from "@/domain/cli_event.ts";

const SAMPLE_CHARACTERS = 200;

type Malformed = Extract<CliEvent, { kind: "malformed" }>;

/** Reports a line or frame that could not be read; `text` is cut to a sample. */
export function malformed(
  reason: Malformed["reason"],
  text: string,
  sizeBytes: number,
): Malformed {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  return { kind: "malformed", reason, sizeBytes, sample };
}

/** Reports a frame of a known type that has not the shape of that type. */
export function badShape(frame: unknown): Malformed {
  const text = JSON.stringify(frame);
  return malformed("bad_shape", text, new TextEncoder().encode(text).length);
}
