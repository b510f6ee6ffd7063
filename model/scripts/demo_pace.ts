/** How fast the demo's agents talk: close to a real model, so that the fleet looks alive. */

import type { ReplyFieldsInput, ScriptInput } from "../script_schema.ts";

/** For text that a visitor reads along: about 90 characters a second. */
export const READING_PACE = {
  delay_ms: [250, 700],
  chunk_size: [3, 9],
  chunk_delay_ms: [35, 95],
} as const satisfies ReplyFieldsInput;

/** For files that are written out: about 400 characters a second. */
export const WRITING_PACE = {
  delay_ms: [200, 500],
  chunk_size: [12, 28],
  chunk_delay_ms: [30, 70],
} as const satisfies ReplyFieldsInput;

/** For small tasks: about 250 characters a second. */
export const BRISK_PACE = {
  delay_ms: [80, 200],
  chunk_size: [6, 14],
  chunk_delay_ms: [25, 55],
} as const satisfies ReplyFieldsInput;

const DELAYS = new Set(["delay_ms", "chunk_delay_ms"]);

/**
 * The same script with every pause made longer or shorter.
 *
 * @param factor 1 changes nothing, 0.5 is twice as fast, 0 leaves every pause out.
 */
export function atPace(script: ScriptInput, factor: number): ScriptInput {
  const slower = (ms: number) => Math.round(ms * factor);
  const text = JSON.stringify(script, (key, value) => {
    if (!DELAYS.has(key)) return value;
    return Array.isArray(value) ? value.map(slower) : slower(value);
  });
  return JSON.parse(text);
}
