import type { Line } from "./line_splitter.ts";

const MAX_LINES = 50;
const MAX_CHARACTERS = 4000;

/** Keeps the last lines of standard error: the evidence when a process ends. */
export class StderrTail {
  #lines: string[] = [];

  /** Takes one line, and gives it back as it is kept. */
  add(line: Line): string {
    const text = line.kind === "line"
      ? line.text
      : `${line.sample}… (${line.sizeBytes} bytes)`;
    const kept = text.length > MAX_CHARACTERS
      ? `${text.slice(0, MAX_CHARACTERS)}… (${text.length} characters)`
      : text;
    this.#lines.push(kept);
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
    return kept;
  }

  /** The kept lines, oldest first. */
  get lines(): readonly string[] {
    return [...this.#lines];
  }
}
