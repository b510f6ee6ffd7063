import type { Agent } from "@/domain/agent.ts";
import {
  ClaudeError,
  type ClaudeErrorCode,
  type ClaudeProcess,
  type LaunchSpec,
  type StartClaude,
  type ToolServer,
} from "@/domain/claude_process.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import {
  TOOL_SERVER_NAME,
  TOOL_SERVER_RULE,
} from "./agent_tools/tool_server.ts";
import type { FoldersPort } from "./ports.ts";
import { rolePrompt } from "./role_prompt.ts";

export type LaunchDeps = {
  readonly folders: FoldersPort;
  readonly startClaude: StartClaude;
  /** Marks every process of this server's life. */
  readonly instanceId: string;
  /** The tools that an agent has over its control channel. */
  readonly tools: (agent: Pick<Agent, "id" | "role">) => ToolServer;
  /** Credentials and addresses for agents alone. */
  readonly agentEnv: Readonly<Record<string, string>>;
};

/**
 * Starts the process of an agent, in its old session when it has one.
 *
 * @param budgetUsd What it may spend, in US dollars, before it ends its turn by itself.
 * @throws {ClaudeError} As `StartClaude` does; nothing is left running.
 */
export async function launchAgent(
  deps: LaunchDeps,
  agent: Agent,
  onEvent: (event: CliEvent) => Promise<void>,
  budgetUsd: number | undefined,
): Promise<{ readonly process: ClaudeProcess; readonly sessionId: string }> {
  const folders = await deps.folders.prepare(agent.id, agent.working_directory);
  const { resource_limits: limits } = agent.config;
  const begin = async (session: LaunchSpec["session"]) => {
    const spec: LaunchSpec = {
      ...folders,
      agentId: agent.id,
      instanceId: deps.instanceId,
      role: agent.role,
      name: agent.name,
      model: agent.model,
      permissionMode: agent.config.permission_mode,
      allowedTools: [...agent.config.allowed_tools, TOOL_SERVER_RULE],
      appendSystemPrompt: rolePrompt(agent.config),
      session,
      trustFolder: false,
      maxTurns: limits.max_turns,
      maxBudgetUsd: budgetUsd,
      memoryMb: limits.memory_mb,
      env: deps.agentEnv,
      toolServers: { [TOOL_SERVER_NAME]: deps.tools(agent) },
    };
    const process = await deps.startClaude(spec, onEvent);
    return { process, sessionId: session.id };
  };

  const { id, begun } = agent.claude_session;
  const resumed = { kind: "resume", id } as const;
  const first = begun ? resumed : { kind: "new", id } as const;
  try {
    return await begin(first);
  } catch (error) {
    // A kill between the CLI's record of the session and ours leaves either.
    if (codeOf(error) !== "session_in_use") return await orAnew(error);
  }
  return await begin(resumed).catch(orAnew);

  /** Where the session has nothing that could be taken up, another one begins. */
  async function orAnew(error: unknown): ReturnType<typeof begin> {
    if (codeOf(error) !== "session_not_found") throw error;
    return await begin({ kind: "new", id: crypto.randomUUID() });
  }
}

function codeOf(error: unknown): ClaudeErrorCode | undefined {
  return error instanceof ClaudeError ? error.code : undefined;
}
