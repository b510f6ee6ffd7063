import { join } from "node:path";
import { blotSecrets } from "../domain/blot_secrets.ts";
import type { ClaudeStatus } from "../domain/claude_status.ts";
import type { StartClaude } from "../domain/claude_process.ts";
import type { Config } from "../domain/config.ts";
import type { FrameQueries } from "../domain/frames.ts";
import type { AgentId } from "../domain/ids.ts";
import { agentFolders } from "../host/agent_folders.ts";
import { hostVariables } from "../host/environment.ts";
import { FrameFiles } from "../host/frame_files.ts";
import type { ServerLog } from "../host/log.ts";
import { lookForClaude } from "../wrapper/claude_status.ts";
import type { HostTools } from "../wrapper/host_tools.ts";
import { createStartClaude, type StartDeps } from "../wrapper/start_claude.ts";

type AgentFolders = ReturnType<typeof agentFolders>;
type Variables = Readonly<Record<string, string>>;

export type AgentEquipmentDeps = {
  readonly config: Config;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly instanceId: string;
  /** Where the scripted model of the demo answers. */
  readonly modelUrl: string | undefined;
  readonly host: HostTools;
  /** What signs people in; no record shows it. */
  readonly token: string;
  readonly now: () => string;
  readonly log: ServerLog;
};

/** What the processes of agents run with, and what is kept of what they say. */
export type AgentEquipment = AsyncDisposable & {
  readonly env: Variables;
  readonly folders: AgentFolders;
  readonly startClaude: StartClaude;
  /** Looks whether agents can be started so, without an API call. */
  readonly probeClaude: () => Promise<ClaudeStatus>;
  /** Takes secrets out of a text, before it is stored or shown. */
  readonly blot: (text: string) => string;
  /** The raw lines that went to the processes and came from them. */
  readonly frames: FrameQueries;
};

/** Credentials that an agent can use without the person's own login. */
const CREDENTIALS = [
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_AUTH_TOKEN",
  "CLAUDE_CODE_OAUTH_TOKEN",
];

/** Gets ready what agents are started with; disposing lets go of the files of raw lines. */
export function equipAgents(deps: AgentEquipmentDeps): AgentEquipment {
  const { config, dataDir, demo, log } = deps;
  const env = deps.modelUrl
    ? { ANTHROPIC_BASE_URL: deps.modelUrl, ANTHROPIC_API_KEY: "demo" }
    : config.agentEnv;
  const hostEnv = hostVariables();
  const folders = agentFolders({
    dataDir,
    allowedRoots: config.allowedRoots,
    home: demo ? undefined : hostEnv.HOME,
    ownConfig: demo || config.claudeIsolation === "own" ||
      (config.claudeIsolation === "auto" &&
        CREDENTIALS.some((name) => name in env)),
  });
  const blot = blotSecrets(secretsOf(config, env, deps.token));
  const frames = new FrameFiles({
    folder: join(dataDir, "frames"),
    blot,
    now: deps.now,
    onFailure: (error) => log.error("raw lines were not kept", { error }),
  });
  const startDeps: StartDeps = {
    claudePath: config.claudeCliPath ?? "",
    host: deps.host,
    baseEnv: hostEnv,
    onLine: (agent, line) => frames.add(agent as AgentId, line),
    onDefect: (error) => log.error("agent's event was not handled", { error }),
  };
  return {
    env,
    folders,
    startClaude: createStartClaude(startDeps),
    probeClaude: () => probe(startDeps, deps, folders, env),
    blot,
    frames,
    [Symbol.asyncDispose]: () => frames[Symbol.asyncDispose](),
  };
}

/** Values that stand in no record of what a process said. */
function secretsOf(
  config: Config,
  env: Variables,
  token: string,
): readonly string[] {
  return [
    ...CREDENTIALS.map((name) => env[name]),
    token,
    config.jwtSecret,
    config.encryptionKey,
    config.databaseUrl,
  ].filter((value) => value !== undefined);
}

async function probe(
  startDeps: StartDeps,
  { config, demo, instanceId }: AgentEquipmentDeps,
  folders: AgentFolders,
  env: Variables,
): Promise<ClaudeStatus> {
  if (!config.claudeCliPath) {
    return {
      kind: "missing",
      message: "Cannot find Claude Code: set CLAUDE_CLI_PATH, or install it",
    };
  }
  const id = "probe" as AgentId;
  const folder = await folders.resolve(id, undefined);
  if (!folder.ok) return { kind: "broken", message: folder.refusal.message };
  return await lookForClaude(startDeps, {
    ...await folders.prepare(id, folder.value),
    agentId: id,
    instanceId,
    role: "worker",
    name: "probe",
    model: "sonnet",
    permissionMode: "default",
    allowedTools: [],
    appendSystemPrompt: "",
    session: { kind: "new", id: crypto.randomUUID() },
    trustFolder: false,
    maxTurns: undefined,
    maxBudgetUsd: undefined,
    memoryMb: undefined,
    env,
  }, demo);
}
