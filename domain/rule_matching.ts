import type { AgentRole } from "./agent_role.ts";
import type { ApprovalRule, RulePattern } from "./approval_rule.ts";
import { absolutePath, fitsPath, pathArgument } from "./rule_paths.ts";
import { commandParts, isSimpleCommand } from "./simple_command.ts";
import { fitsWildcard, hasWildcard } from "./wildcard.ts";

/** What an agent asks, as far as rules look at it. */
export type Asked = {
  readonly kind: "permission" | "question";
  readonly tool: string;
  readonly input: unknown;
  readonly agent_id: string;
  readonly role: AgentRole;
  readonly task_id: string | null;
  /** Absolute; paths in the input are relative to it. */
  readonly working_directory: string;
  /** Where the file really is, with links followed; null when nobody can tell. */
  readonly real_path?: string | null;
};

type Effect = ApprovalRule["effect"];

/** A person has to see these, so that only a rule which names them may allow them. */
const FOR_PERSONS: readonly string[] = ["ExitPlanMode"];

/**
 * The rule that answers: one that denies beats all that allow, and of several
 * the oldest one counts. `undefined` when none fits. Pure.
 */
export function ruleFor<R extends Pick<ApprovalRule, "effect" | "pattern">>(
  rules: readonly R[],
  asked: Asked,
): R | undefined {
  const fits = (rule: R) => ruleFits(rule, asked);
  return rules.find((rule) => rule.effect === "deny" && fits(rule)) ??
    rules.find((rule) => rule.effect === "allow" && fits(rule));
}

/**
 * Whether a rule answers a request. What its pattern leaves out fits
 * everything. In doubt a rule that denies fits, and one that allows does not;
 * no rule can allow a question, since only a person has its answer, nor a
 * command that leaves the CLI's sandbox.
 */
export function ruleFits(
  { effect, pattern }: Pick<ApprovalRule, "effect" | "pattern">,
  asked: Asked,
): boolean {
  if (
    effect === "allow" && (asked.kind === "question" || leavesSandbox(asked))
  ) {
    return false;
  }
  return fitsTool(effect, pattern.tool, asked.tool) &&
    fitsPlace(pattern, asked) &&
    (pattern.command === undefined ||
      fitsCommand(effect, pattern.command, asked)) &&
    (pattern.path === undefined || fitsFile(effect, pattern.path, asked));
}

/** The CLI's own sandbox is to be left: each time anew a person's business. */
export function leavesSandbox({ tool, input }: Pick<Asked, "tool" | "input">) {
  const { dangerouslyDisableSandbox: flag } = (input ?? {}) as {
    readonly dangerouslyDisableSandbox?: unknown;
  };
  return tool === "Bash" && flag !== undefined && flag !== false;
}

function fitsTool(effect: Effect, pattern: string, tool: string): boolean {
  if (!pattern.endsWith("*")) return pattern === tool;
  if (effect === "allow" && FOR_PERSONS.includes(tool)) return false;
  return tool.startsWith(pattern.slice(0, -1));
}

function fitsPlace(pattern: RulePattern, asked: Asked): boolean {
  const { agent_id, role, task_id } = pattern;
  return (agent_id === undefined || agent_id === asked.agent_id) &&
    (role === undefined || role === asked.role) &&
    (task_id === undefined || task_id === asked.task_id);
}

function fitsCommand(effect: Effect, pattern: string, asked: Asked): boolean {
  if (asked.tool !== "Bash") return false;
  const { command } = (asked.input ?? {}) as { readonly command?: unknown };
  if (typeof command !== "string") return effect === "deny";
  const fits = fitsWildcard(pattern, command);
  if (effect === "deny") {
    return fits ||
      commandParts(command).some((part) => fitsWildcard(pattern, part));
  }
  // A star must not let a second command in.
  return fits && (!hasWildcard(pattern) || isSimpleCommand(command));
}

function fitsFile(effect: Effect, pattern: string, asked: Asked): boolean {
  const named = pathArgument(asked.tool, asked.input);
  if (named === undefined) return false;
  const folder = asked.working_directory;
  const path = absolutePath(folder, named);
  if (path === undefined || asked.real_path === null) return effect === "deny";
  const fits = [path, asked.real_path ?? path].map((each) =>
    fitsPath(pattern, folder, each, effect === "deny")
  );
  return effect === "deny" ? fits.includes(true) : !fits.includes(false);
}
