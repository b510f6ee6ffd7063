import { isAbsolute, join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { findHostTools, findProgram } from "./launcher/host_programs.ts";
import { claudeInCache } from "./vamp/doctor/claude_in_cache.ts";
import {
  findServer,
  hostAndPort,
  SERVER_FINDING_VARIABLES,
} from "./vamp/find_server.ts";

const HELP = new Set(["help", "--help", "-h"]);

/**
 * What `vamp <words>` may touch: the one server that it asks, and the files
 * that name it. The doctor has to look at everything a server would use.
 */
export async function permissionsOf(
  words: readonly string[],
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const isScript = words[0] === "completion" && !words.includes("--values");
  if (words.length === 0 || HELP.has(words[0] ?? "") || isScript) {
    return [`--allow-env=${SERVER_FINDING_VARIABLES.join(",")}`];
  }
  const dotEnvPath = join(root, ".env");
  const dotEnv = parseEnv(
    await Deno.readTextFile(dotEnvPath).catch(() => ""),
  );
  const both = { ...dotEnv, ...env };
  const dataDir = optionOf(words, "--data") ?? both.DATA_DIR ?? "data";
  const folder = isAbsolute(dataDir) ? dataDir : join(root, dataDir);
  if (words[0] === "doctor") return await doctorsOwn(folder, root, both);
  const found = await findServer({
    root,
    env,
    url: optionOf(words, "--url"),
    dataDir: optionOf(words, "--data"),
  });
  return [
    `--allow-env=${SERVER_FINDING_VARIABLES.join(",")}`,
    `--allow-read=${[dotEnvPath, folder].map(escaped).join(",")}`,
    ...found.ok ? [`--allow-net=${hostAndPort(found.url)}`] : [],
  ];
}

async function doctorsOwn(
  folder: string,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const path = env.PATH ?? "";
  const claude = env.CLAUDE_CLI_PATH ?? await findProgram("claude", path) ??
    await claudeInCache(root);
  const tools = await findHostTools(`${path}:/usr/sbin:/sbin`);
  const sysctl = await findProgram("sysctl", "/usr/sbin:/sbin:/usr/bin:/bin");
  const programs = [...Object.values(tools), sysctl, claude]
    .filter((program) => program !== undefined);
  const temp = env.TMPDIR ?? "/tmp";
  return [
    "--allow-env",
    "--allow-read",
    "--allow-net",
    "--allow-sys",
    `--allow-write=${[folder, temp].map(escaped).join(",")}`,
    `--allow-run=${programs.map(escaped).join(",")}`,
  ];
}

function optionOf(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  if (at >= 0) return words[at + 1];
  return words.find((word) => word.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function escaped(path: string): string {
  return resolve(path).replaceAll(",", ",,");
}

/** Runs the program with the rights that it needs and no others. */
async function startVamp(words: readonly string[]): Promise<number> {
  const root = join(import.meta.dirname ?? ".", "..");
  const flags = await permissionsOf(words, root, Deno.env.toObject());
  const vamp = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      "--frozen",
      "--no-check",
      ...flags,
      join(root, "tools/vamp/main.ts"),
      ...words,
    ],
  }).spawn();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      try {
        vamp.kill(signal);
      } catch (error) {
        // It may have ended in the meantime.
        if (!(error instanceof TypeError)) throw error;
      }
    });
  }
  return (await vamp.status).code;
}

if (import.meta.main) Deno.exit(await startVamp(Deno.args));
