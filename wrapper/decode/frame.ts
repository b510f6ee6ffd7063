import { z } from "zod";
import type { CliEvent } from "@/domain/cli_event.ts";
import type { Line } from "../line_splitter.ts";
import { malformed } from "./malformed.ts";

/** One JSON object of the CLI's output, its shape not yet looked at. */
export type Frame = Readonly<Record<string, unknown>>;

/** Optional text for which the CLI writes either nothing or `null`. */
export const optionalText = z.string().nullish().transform((text) =>
  text ?? undefined
);

/** Which Agent call a frame belongs to, when it comes from a subagent. */
export const parentToolUseId = optionalText;

/** A frame, or the report on a line that holds none. */
export type Read =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly event: CliEvent };

/** Reads one line as a frame, or says why it is none. */
export function readFrame(line: Line): Read {
  if (line.kind === "too_long") {
    const event = malformed("too_long", line.sample, line.sizeBytes);
    return { ok: false, event };
  }
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    const event = malformed("not_json", line.text, line.sizeBytes);
    return { ok: false, event };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const event = malformed("not_object", line.text, line.sizeBytes);
    return { ok: false, event };
  }
  return { ok: true, frame: value as Frame };
}

/** What a frame calls itself: its type, and its subtype where it has one. */
export function frameName(frame: Frame): string {
  const type = typeof frame.type === "string" ? frame.type : "untyped";
  return typeof frame.subtype === "string" ? `${type}/${frame.subtype}` : type;
}
