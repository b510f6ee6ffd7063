import type { LaunchSpec } from "@/domain/claude_process.ts";
import { LENT_VARIABLES } from "@/domain/lent_variables.ts";

/** Names that a host may lend to an agent; anything else stays with the host. */
const LENT: ReadonlySet<string> = new Set(LENT_VARIABLES);

/** Names that would load code or change the runtime, whoever asks for them. */
const REFUSED = /^(LD_|DYLD_|NODE_OPTIONS$|BUN_|DENO_|VAMP_)/;

/** How long the CLI lets an answer of the API stay silent, in milliseconds. */
const STREAM_IDLE_MS = 90_000;

const FIXED: Readonly<Record<string, string>> = {
  DISABLE_AUTOUPDATER: "1",
  DISABLE_TELEMETRY: "1",
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: "1",
  // Otherwise the model does not see the schemas of MCP tools.
  ENABLE_TOOL_SEARCH: "false",
  // The CLI's own ten tries would go past the limit gate of the whole fleet.
  CLAUDE_CODE_MAX_RETRIES: "2",
  CLAUDE_ENABLE_BYTE_WATCHDOG: "1",
  CLAUDE_BYTE_STREAM_IDLE_TIMEOUT_MS: String(STREAM_IDLE_MS),
};

/** The names of the marks that every process of a tree carries. */
export const TAGS = {
  instance: "VAMP_INSTANCE",
  agent: "VAMP_AGENT",
  launch: "VAMP_LAUNCH",
} as const;

/**
 * The whole environment of one agent, built from nothing: what the host
 * lends, what the agent was given, and what is always set; the last wins.
 * Nothing else of this process's own environment is passed on.
 *
 * @param launchId Marks this start alone, so that a sweep after it never
 * meets a later start of the same agent.
 * @throws {RangeError} If a given name is not a variable's name, is one that
 * is never passed on, or a value contains a NUL.
 */
export function buildEnvironment(
  spec: LaunchSpec,
  baseEnv: Readonly<Record<string, string>>,
  launchId: string,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(baseEnv)) {
    if (LENT.has(name)) env[name] = value;
  }
  for (const [name, value] of Object.entries(spec.env)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || REFUSED.test(name)) {
      throw new RangeError(
        `Cannot pass the variable "${name}" to an agent: it is not allowed`,
      );
    }
    env[name] = value;
  }
  Object.assign(env, FIXED, {
    HOME: spec.home,
    // Too long for a socket, the CLI puts that one elsewhere by itself.
    TMPDIR: spec.tmpDir,
    [TAGS.instance]: spec.instanceId,
    [TAGS.agent]: spec.agentId,
    [TAGS.launch]: launchId,
  });
  if (spec.configDir !== undefined) env.CLAUDE_CONFIG_DIR = spec.configDir;
  env.PATH ??= "/usr/local/bin:/usr/bin:/bin";
  for (const [name, value] of Object.entries(env)) {
    if (value.includes("\0")) {
      throw new RangeError(
        `Cannot pass the variable "${name}" to an agent: it contains a NUL character`,
      );
    }
  }
  return env;
}
