/** What a command left: its exit code, where it told one, and what it printed. */
export type CommandResult = {
  readonly exitCode: number | null;
  readonly output: string;
};

/** Reads the result of a command: a failed one begins with its exit code. */
export function commandResult(text: string, isError: boolean): CommandResult {
  const [line, code] = /^Exit code (\d+)(?:\n|$)/.exec(text) ?? [];
  if (!isError || line === undefined) return { exitCode: null, output: text };
  return { exitCode: Number(code), output: text.slice(line.length) };
}

/** A line of a file with its number; null where none was given. */
export type FileLine = {
  readonly number: string | null;
  readonly text: string;
};

/** Splits what was read of a file; each line comes with its number. */
export function fileLines(text: string): readonly FileLine[] {
  return text.split("\n").map((line) => {
    const [head, number] = /^ *(\d+)[\t→]/.exec(line) ?? [];
    return head === undefined
      ? { number: null, text: line }
      : { number: number!, text: line.slice(head.length) };
  });
}

/** How many hits a search tells of; null when its text does not say. */
export function countHits(text: string): number | null {
  if (/^No (files|matches) found/.test(text)) return 0;
  const [, found] = /^Found (\d+) /.exec(text) ?? [];
  if (found) return Number(found);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length === 0 ? null : lines.length;
}

/** The words of a refusal of the CLI, without what it wraps them in. */
export function withoutWrapping(text: string): string {
  return text.replace(/^<tool_use_error>([\s\S]*?)<\/tool_use_error>$/, "$1");
}

/** JSON laid out for reading; text that is not JSON stays as it is. */
export function prettyJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // cut in the middle, or no JSON at all
  }
}
