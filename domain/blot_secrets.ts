/** Keys and tokens that show by their form what they are. */
const SHAPES = [
  /\bsk-ant-[A-Za-z0-9_-]{8,}/g,
  /\bsk-[A-Za-z0-9_-]{20,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bglpat-[A-Za-z0-9_-]{16,}/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\bAIza[0-9A-Za-z_-]{30,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];
const BLOT = "[secret]";
/** Shorter values stand in too many words to be looked for. */
const LEAST_CHARS = 8;

/**
 * Gives the function that takes secrets out of a text: those whose values are
 * known, and what has the form of one. It cannot know all of them.
 */
export function blotSecrets(
  values: readonly string[],
): (text: string) => string {
  const known = [...new Set(values)].filter(({ length }) =>
    length >= LEAST_CHARS
  ).toSorted((a, b) => b.length - a.length);
  return (text) => {
    let blotted = text;
    for (const value of known) blotted = blotted.replaceAll(value, BLOT);
    for (const shape of SHAPES) blotted = blotted.replace(shape, BLOT);
    return blotted;
  };
}
