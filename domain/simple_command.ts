/** Outside quotes: letters, digits, spaces, and signs that no shell acts on beyond file names. */
const PLAIN = /[\p{L}\p{M}\p{N} _./:=,@%+~^?*[\]{}-]/u;
/** Between double quotes a shell still acts on these. */
const ACTS_IN_DOUBLE_QUOTES = /[$`\\!]/;
// deno-lint-ignore no-control-regex -- control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Whether a shell runs exactly one program by this command, with nothing but
 * arguments: no operators, substitutions, variables, redirects, comments,
 * escapes or line breaks, save where quotes make them plain text. What is not
 * known to be harmless is not simple.
 */
export function isSimpleCommand(command: string): boolean {
  if (CONTROL.test(command)) return false;
  let quote: "'" | '"' | undefined;
  for (const character of command) {
    if (quote) {
      if (character === quote) quote = undefined;
      else if (quote === '"' && ACTS_IN_DOUBLE_QUOTES.test(character)) {
        return false;
      }
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (!PLAIN.test(character)) {
      return false;
    }
  }
  return quote === undefined;
}

/** What a shell might take for the beginning of another command. */
const SEPARATOR = /[;&|(){}`\n\r]/;
/** Words that only lead to the command which follows them. */
const LEADING =
  /^(?:\s|!|(?:if|then|else|elif|while|until|do|sudo|env|command|exec|nohup|time|xargs)\s|[A-Za-z_]\w*=\S*\s)+/;

/**
 * The commands that may hide in a command line, with quotes and escapes taken
 * away: a generous guess for what must be found, never a proof that something
 * is absent.
 */
export function commandParts(command: string): string[] {
  return command.replace(/['"\\]/g, "").split(SEPARATOR)
    .map((part) => part.replace(LEADING, "").trim())
    .filter((part) => part !== "");
}
