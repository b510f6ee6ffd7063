import type { NewTemplate } from "@/domain/agent_template.ts";
import type { PermissionMode } from "@/domain/claude_process.ts";
import { numberOf, textOf } from "../forms.ts";

/** The part of an agent's configuration that a template has, too. */
export type SharedConfig = NewTemplate["config"];

export const MODES: Readonly<Record<PermissionMode, string>> = {
  default: "Ask before edits and commands",
  acceptEdits: "Edit files, ask before commands",
  plan: "Plan only, change nothing",
  dontAsk: "Refuse what is not allowed beforehand",
};

export const LIMITS = [
  ["memory_mb", "Memory (MB)", 64, 1],
  ["timeout_seconds", "Seconds per task", 1, 1],
  ["max_turns", "Model rounds per task", 1, 1],
  ["budget_usd", "Budget (US dollars)", 0.01, 0.01],
  ["budget_tokens", "Budget (tokens)", 1, 1],
] as const;

/** The fields whose errors stand beside them, below `prefix`. */
export function configPaths(prefix = ""): readonly string[] {
  return [
    "role",
    "model",
    "permission_mode",
    "instructions",
    "capabilities",
    "allowed_tools",
    ...LIMITS.map(([name]) => `resource_limits.${name}`),
  ].map((path) => prefix + path);
}

/** What the fields hold. Everything is said, so that nothing falls back to a template. */
export function readSharedConfig(data: FormData) {
  const limits = LIMITS.map(([name]) => [name, numberOf(data, name)] as const)
    .filter(([, value]) => value !== undefined);
  return {
    role: textOf(data, "role"),
    model: textOf(data, "model"),
    permission_mode: textOf(data, "permission_mode"),
    instructions: textOf(data, "instructions") ?? "",
    capabilities: (textOf(data, "capabilities") ?? "").toLowerCase()
      .split(/[\s,;]+/).filter(Boolean),
    allowed_tools: (textOf(data, "allowed_tools") ?? "").split("\n")
      .map((line) => line.trim()).filter(Boolean),
    resource_limits: Object.fromEntries(limits),
  };
}
