import type { RulePattern } from "@/domain/approval_rule.ts";

/** What a pattern is about, as a CLI would write it: `Bash(git *)`, `Edit(src/**)`. */
export function patternWords({ tool, command, path }: RulePattern): string {
  const detail = command ?? path;
  const name = tool === "*" ? "any tool" : tool;
  return detail === undefined ? name : `${name}(${detail})`;
}
