import { beginning } from "@/domain/long_text.ts";

/** Characters of results that one prompt may carry, all of them together. */
export const MAX_RESULTS_CHARS = 40_000;
/** Characters of one result in a prompt. */
const MAX_RESULT_CHARS = 12_000;

/** What each of so many results may take of one prompt, in characters. */
export function shareOf(results: number): number {
  return Math.min(
    MAX_RESULT_CHARS,
    Math.floor(MAX_RESULTS_CHARS / Math.max(1, results)),
  );
}

/** At most `max` characters of a text, with a line that says how much is missing. */
export function excerpt(text: string, max: number): string {
  const part = beginning(text, max);
  return part === text
    ? text
    : `${part}\n… (cut: the first ${part.length} of ${text.length} characters)`;
}
