import { isAbsolute, join, resolve } from "node:path";
import { type Config, parseConfig } from "@/domain/config.ts";
import { prepareDataDir } from "./data_dir.ts";
import {
  effectiveEnvironment,
  serverEnvironment,
  variableSources,
} from "./environment.ts";
import { findHostTools, findProgram, isExecutable } from "./host_programs.ts";
import { findForHistory } from "./pg_programs.ts";
import type { ServerPlan } from "./permissions.ts";

/** What the start was asked for, before anything is looked up. */
export type PlanRequest = {
  /** Absolute; relative paths in the configuration start here. */
  readonly projectRoot: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  readonly demo: boolean;
  /** Gives the program when neither the configuration nor PATH names one. */
  readonly fetchClaude: () => Promise<string | undefined>;
};

/** A start that can go ahead, or one line for each thing that is wrong. */
export type PlanResult =
  | {
    readonly ok: true;
    readonly plan: ServerPlan;
    readonly env: Readonly<Record<string, string>>;
  }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Checks the configuration against this host and resolves every path in it.
 * Makes the data folder; nothing else is changed.
 */
export async function planStart(request: PlanRequest): Promise<PlanResult> {
  const { demo } = request;
  const projectRoot = await Deno.realPath(request.projectRoot);
  const dotEnvText = await readIfThere(join(projectRoot, ".env"));
  const env = effectiveEnvironment(dotEnvText, request.processEnv, demo);
  const parsed = parseConfig(env);
  if (!parsed.ok) return parsed;

  const problems = await missingPaths(parsed.config, projectRoot);
  if (problems.length > 0) return { ok: false, problems };
  const config = await realPaths(parsed.config, projectRoot);
  const data = await prepareDataDir(
    join(resolve(projectRoot, config.dataDir), demo ? "demo" : ""),
    projectRoot,
  );
  if (!data.ok) return { ok: false, problems: [data.problem] };

  const searchPath = env.PATH ?? "";
  const claudePath = config.claudeCliPath ??
    await findProgram("claude", searchPath) ?? await request.fetchClaude();
  const [hostTools, pgDumps] = await Promise.all([
    findHostTools(searchPath),
    findForHistory("pg_dump", config, searchPath),
  ]);
  return {
    ok: true,
    plan: {
      config: { ...config, dataDir: data.path, claudeCliPath: claudePath },
      projectRoot,
      dataDir: data.path,
      claudePath,
      hostTools,
      pgDumps,
      demo,
    },
    env: serverEnvironment(env, {
      DATA_DIR: data.path,
      CLAUDE_CLI_PATH: claudePath,
      ALLOWED_ROOTS: config.allowedRoots.join(","),
      TLS_CERT: config.tls?.certPath,
      TLS_KEY: config.tls?.keyPath,
      VAMP_HOST_TOOLS: JSON.stringify(hostTools),
      VAMP_SOURCES: JSON.stringify(
        variableSources(dotEnvText, request.processEnv),
      ),
      VAMP_PG_DUMPS: pgDumps.length > 0 ? JSON.stringify(pgDumps) : undefined,
    }),
  };
}

async function missingPaths(
  config: Config,
  projectRoot: string,
): Promise<string[]> {
  const problems: string[] = [];
  const program = config.claudeCliPath;
  if (program && !await isExecutable(resolve(projectRoot, program))) {
    problems.push(
      `CLAUDE_CLI_PATH is "${program}": it takes the path of a program that ` +
        "is there and may be executed",
    );
  }
  for (const root of config.allowedRoots) {
    if ((await statIfThere(root))?.isDirectory) continue;
    problems.push(
      `ALLOWED_ROOTS has "${root}": it takes folders that are there`,
    );
  }
  const files = config.tls &&
    { TLS_CERT: config.tls.certPath, TLS_KEY: config.tls.keyPath };
  for (const [name, path] of Object.entries(files ?? {})) {
    if ((await statIfThere(resolve(projectRoot, path)))?.isFile) continue;
    problems.push(`${name} is "${path}": it takes the path of a file`);
  }
  return problems;
}

async function realPaths(config: Config, projectRoot: string): Promise<Config> {
  const real = (path: string) =>
    Deno.realPath(isAbsolute(path) ? path : resolve(projectRoot, path));
  return {
    ...config,
    claudeCliPath: config.claudeCliPath && await real(config.claudeCliPath),
    allowedRoots: await Promise.all(config.allowedRoots.map(real)),
    tls: config.tls && {
      certPath: await real(config.tls.certPath),
      keyPath: await real(config.tls.keyPath),
    },
  };
}

async function statIfThere(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch {
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
