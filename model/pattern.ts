/** How a script recognises text: a plain part of it, or a regular expression. */

const REGEX_FORM = /^\/(.+)\/([imsu]*)$/s;

/** What a pattern found: the groups of a regular expression, empty for a plain part. */
export interface PatternMatch {
  readonly captures: readonly string[];
}

/**
 * Tells whether a pattern is written as a regular expression, `/like (this)/i`.
 *
 * Only the flags i, m, s and u count, so a path such as `/usr/bin` stays plain text.
 */
export function isRegexPattern(pattern: string): boolean {
  return REGEX_FORM.test(pattern);
}

/**
 * Builds the regular expression that a pattern stands for, or undefined for plain text.
 *
 * @throws SyntaxError when the expression itself is malformed.
 */
export function compilePattern(pattern: string): RegExp | undefined {
  const form = REGEX_FORM.exec(pattern);
  return form ? new RegExp(form[1]!, form[2]) : undefined;
}

/** Looks for a pattern in a text; undefined means it is not there. Plain text is case-sensitive. */
export function matchPattern(
  pattern: string,
  text: string,
): PatternMatch | undefined {
  const regex = compilePattern(pattern);
  if (!regex) return text.includes(pattern) ? { captures: [] } : undefined;
  const found = regex.exec(text);
  return found
    ? { captures: found.slice(1).map((group) => group ?? "") }
    : undefined;
}
