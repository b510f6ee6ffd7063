import { isSimpleCommand } from "@/domain/simple_command.ts";

/**
 * Patterns for a command: it exactly, and where a star could let nothing else
 * in, its first two words and its first word with any arguments.
 */
export function commandChoices(command: string): readonly string[] {
  const exact = command.replaceAll("*", "\\*");
  if (!isSimpleCommand(command)) return [exact];
  const words = command.trim().split(/\s+/);
  const starts = [2, 1].filter((n) => words.length > n)
    .map((n) => words.slice(0, n))
    .filter((start) => start.every((word) => /^[\w./:@-]+$/.test(word)))
    .map((start) => `${start.join(" ")} *`);
  return [exact, ...starts];
}
