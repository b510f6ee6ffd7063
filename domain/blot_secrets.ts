/** The form of a kind of key or token. */
type Shape = {
  readonly form: RegExp;
  /** Whether a text of that form is one; without it, each is. */
  readonly isSecret?: (found: string) => boolean;
};

/**
 * Keys and tokens that show by their form what they are. No form may be tried
 * at many places over long stretches: agents write the texts, and one of 64
 * KiB has to be looked through in a few milliseconds, whatever it says.
 */
const SHAPES: readonly Shape[] = [
  { form: /\bsk-ant-[A-Za-z0-9_-]{8,}/g },
  // Words with hyphens, such as names of classes, have no digits.
  { form: /\bsk-[A-Za-z0-9_-]{20,}/g, isSecret: (found) => /\d/.test(found) },
  { form: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { form: /\bgh[pousr]_[A-Za-z0-9]{20,}/g },
  { form: /\bgithub_pat_[A-Za-z0-9_]{20,}/g },
  { form: /\bglpat-[A-Za-z0-9_-]{16,}/g },
  { form: /\bnpm_[A-Za-z0-9]{36,}/g },
  { form: /\bhf_[A-Za-z0-9]{30,}/g },
  { form: /\bxox[abprs]-[A-Za-z0-9-]{10,}/g },
  { form: /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/g },
  { form: /\bAIza[0-9A-Za-z_-]{30,}/g },
  { form: /\beyJ[A-Za-z0-9_.-]{20,}/g, isSecret: hasToken },
  {
    form:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
];
const BLOT = "[secret]";
/** Shorter values stand in too many words to be looked for. */
const LEAST_CHARS = 8;

/**
 * Gives the function that takes secrets out of a text: those whose values are
 * known, and what has the form of one. It cannot know all of them. The time it
 * takes grows with the length of the text alone.
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
    for (const { form, isSecret } of SHAPES) {
      blotted = blotted.replace(
        form,
        (found) => !isSecret || isSecret(found) ? BLOT : found,
      );
    }
    return blotted;
  };
}

/** Whether three parts in a row are those of a JSON Web Token, the first its head. */
function hasToken(found: string): boolean {
  const parts = found.split(".");
  return parts.some((head, i) => {
    const start = head.indexOf("eyJ");
    return start >= 0 && head.length - start >= 11 &&
      isLong(parts[i + 1]) && isLong(parts[i + 2]);
  });
}

function isLong(part: string | undefined): boolean {
  return part !== undefined && part.length >= 8;
}
