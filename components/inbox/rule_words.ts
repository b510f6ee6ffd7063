import type { RulePattern } from "@/domain/approval_rule.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isSimpleCommand } from "@/domain/simple_command.ts";

/** What a pattern is about, as a CLI would write it: `Bash(git *)`, `Edit(src/**)`. */
export function patternWords({ tool, command, path }: RulePattern): string {
  const detail = command ?? path;
  const name = tool === "*" ? "any tool" : tool;
  return detail === undefined ? name : `${name}(${detail})`;
}

/** Whom a pattern is for: `any agent`, `Ada, until "Fix the login" ends`. */
export function reachWords(pattern: RulePattern, fleet: Fleet): string {
  const { agent_id, role, task_id } = pattern;
  const who = agent_id
    ? fleet.agents[agent_id]?.name ?? "an agent that has left"
    : role
    ? `any ${role}`
    : "any agent";
  if (!task_id) return who;
  const task = fleet.tasks[task_id]?.title;
  return `${who}, until ${task ? `“${task}”` : "its task"} ends`;
}

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
