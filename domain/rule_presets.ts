import type { NewRule } from "./approval_rule.ts";
import type { PermissionMode } from "./claude_process.ts";
import { PATH_TOOLS } from "./rule_paths.ts";

/** A ready set of rules, named by the CLI's permission mode that it stands for. */
export type RulePreset = {
  readonly name: PermissionMode;
  /** What it means, in a sentence. */
  readonly meaning: string;
  readonly rules: readonly NewRule[];
};

const EDITING = PATH_TOOLS.filter((tool) => tool !== "Read");

/** One for each permission mode of the CLI, from careful to hands off. */
export const RULE_PRESETS: readonly RulePreset[] = [
  {
    name: "default",
    meaning: "A person answers whatever an agent asks.",
    rules: [],
  },
  {
    name: "plan",
    meaning: "Agents may read and plan; they change nothing and run nothing.",
    rules: [...EDITING, "Bash"].map((tool) => ({
      effect: "deny",
      pattern: { tool },
      note: "Only a plan is wanted: change nothing and run nothing.",
    })),
  },
  {
    name: "acceptEdits",
    meaning: "Agents may change every file in their own folder.",
    rules: EDITING.map((tool) => ({
      effect: "allow",
      pattern: { tool, path: "**" },
      note: "Files in the agent's own folder.",
    })),
  },
  {
    name: "dontAsk",
    meaning:
      "Nobody is asked: what an agent's own settings do not allow is denied, whatever other rules allow.",
    rules: [{
      effect: "deny",
      pattern: { tool: "*" },
      note: "Nobody is asked here. Go on without it, and say what you assumed.",
    }],
  },
];
