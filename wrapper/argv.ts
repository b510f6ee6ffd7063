import { z } from "zod";
import { type LaunchSpec, PERMISSION_MODES } from "@/domain/claude_process.ts";

/**
 * Tools that reach beyond the agent: into other sessions, into the future or
 * into a work tree of the CLI's own making. The orchestrator does all of
 * these itself, where they can be seen and stopped.
 */
export const DISALLOWED_TOOLS: readonly string[] = [
  "ListAgents",
  "SendMessage",
  "ScheduleWakeup",
  "CronCreate",
  "CronDelete",
  "CronList",
  "Monitor",
  "Workflow",
  "EnterWorktree",
  "ExitWorktree",
  "ReportFindings",
];

// A NUL ends a C string: what follows it would silently be lost on the way.
const argument = z.string().refine((text) => !text.includes("\0"), {
  message: "contains a NUL character",
});

/** The longest single argument that Linux passes on, in bytes. */
const MAX_ARGUMENT_BYTES = 128 * 1024 - 64;

const Arguments = z.object({
  name: argument.max(200),
  model: argument.min(1).max(200),
  permissionMode: z.enum(PERMISSION_MODES),
  allowedTools: z.array(argument.min(1).max(2000)).readonly(),
  appendSystemPrompt: argument.refine(
    (text) => new TextEncoder().encode(text).length < MAX_ARGUMENT_BYTES,
    { message: `is over ${MAX_ARGUMENT_BYTES} bytes` },
  ),
  session: z.object({ kind: z.enum(["new", "resume"]), id: z.uuid() }),
  trustFolder: z.boolean(),
  configDir: z.string().optional(),
  maxTurns: z.int().positive().optional(),
  maxBudgetUsd: z.number().positive().finite().optional(),
});

/**
 * The arguments of one `claude`. Every value sits behind the `=` of its own
 * flag, so that no text, whatever it begins with, can become a flag.
 *
 * @throws {z.ZodError} If a value is not of its kind, or contains a NUL.
 */
export function buildArgv(spec: LaunchSpec): string[] {
  const args = Arguments.parse(spec);
  const argv = [
    "-p",
    "--input-format=stream-json",
    "--output-format=stream-json",
    "--verbose",
    "--include-partial-messages",
    "--replay-user-messages",
    "--permission-prompt-tool=stdio",
    `--permission-mode=${args.permissionMode}`,
    `--model=${args.model}`,
    `--name=${args.name}`,
    args.session.kind === "new"
      ? `--session-id=${args.session.id}`
      : `--resume=${args.session.id}`,
    ...folderTrust(args),
    ...DISALLOWED_TOOLS.map((tool) => `--disallowedTools=${tool}`),
    ...args.allowedTools.map((rule) => `--allowedTools=${rule}`),
  ];
  if (args.appendSystemPrompt !== "") {
    argv.push(`--append-system-prompt=${args.appendSystemPrompt}`);
  }
  if (args.maxTurns !== undefined) argv.push(`--max-turns=${args.maxTurns}`);
  if (args.maxBudgetUsd !== undefined) {
    argv.push(`--max-budget-usd=${plainDecimal(args.maxBudgetUsd)}`);
  }
  return argv;
}

/**
 * A folder that nobody trusts may not bring settings, hooks, CLAUDE.md or MCP
 * servers. The person's own settings stay where their own configuration
 * folder is shared: the sign-in may depend on them.
 */
function folderTrust(args: z.infer<typeof Arguments>): string[] {
  if (args.trustFolder) return ["--setting-sources=user,project,local"];
  const sources = args.configDir === undefined ? "user" : "";
  return [`--setting-sources=${sources}`, "--strict-mcp-config"];
}

/** Without an exponent, which the CLI need not understand. */
function plainDecimal(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, "");
}
