import { join } from "node:path";
import { printLine, warnLine } from "./output.ts";

const VERSION = "2.1.330";

// What the registry published for this version: another file is refused.
const INTEGRITY: Readonly<Record<string, string>> = {
  "darwin-arm64":
    "sha512-rgzAjrRJJsIdZXGF9CCFFbURxKuJNobRr+krV3dNmqNJWIws74rLD0CABe4+nXlx/9WwRECTrveprWB96mubqw==",
  "darwin-x64":
    "sha512-XenTNj2zXaFrnLmf47n25vChfFhlfeyaAR/vW5SFsEnLGwd2U1vDUY97+5etHBZu3xWBnlK8HhBVxzRi9YTUDw==",
  "linux-x64":
    "sha512-9Gn+V7DtJ8M1nztP9CeDVl9g3RtrepI7rOFTyPRRnZe8D6zebIHKmC7OvBauucuAP0X0k85SDN/LPVZyjsGezQ==",
  "linux-arm64":
    "sha512-V4yanAY5EA5UpwwRPtjSfqDbNqAlUJeVn3NYZw2AgmRHjdpSsLtHAzbxRXfkAnbjwTXzE0uedjQxUY02ARPcsA==",
  "linux-x64-musl":
    "sha512-OnduSSPY1b59FA8jTbq20Y1XkDUV0S1OVyvYBNslEbpX79P81JF7Ih4lgYvDKiFnnSv75z4Kv6qLE5DQqogYXA==",
  "linux-arm64-musl":
    "sha512-NemfeTqZ30tQDhAeumZgDYoX4ewhAHkN3dbcsyvlgb+yvpKUlcYu5Bor8K+Du5azGe3uy9sftlJxbGhTsCR7zA==",
};

/** Which of the published programs fits, and where it is kept. */
export type ClaudeRequest = {
  /** Absolute folder; it is made when it is missing. */
  readonly cacheDir: string;
  readonly platform: string;
  readonly arch: string;
  readonly libc: "gnu" | "musl";
  /** Gets one line before something slow begins. */
  readonly log: (line: string) => void;
  /** Leave it at what is there already. */
  readonly offline?: boolean;
};

/** The program, or why there is none; asking again later is safe. */
export type ClaudeResult =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/** What to ask for on this host. */
export function hostClaudeRequest(
  projectRoot: string,
  log: (line: string) => void,
): ClaudeRequest {
  return {
    cacheDir: join(projectRoot, ".cache"),
    platform: Deno.build.os,
    arch: Deno.build.arch,
    libc: Deno.build.env === "musl" ? "musl" : "gnu",
    log,
  };
}

/**
 * Gives Claude Code's own program, which is fetched once (364 MB) from the npm
 * registry and kept in the cache folder. Never throws for a missing network;
 * a fetch that was cut off leaves nothing behind that looks complete.
 */
export async function ensureClaude(
  request: ClaudeRequest,
): Promise<ClaudeResult> {
  const target = targetName(request);
  const integrity = INTEGRITY[target];
  if (!integrity) {
    return {
      ok: false,
      reason: `Claude Code ${VERSION} is not published for ${target}`,
    };
  }
  const folder = join(request.cacheDir, `claude-${VERSION}-${target}`);
  const path = join(folder, "claude");
  if (await isFile(path)) return { ok: true, path };

  if (request.offline) {
    return { ok: false, reason: `Claude Code ${VERSION} is not fetched yet` };
  }
  request.log(
    `Fetching Claude Code ${VERSION} (364 MB, once) from the npm registry ` +
      `to ${folder}`,
  );
  await Deno.mkdir(request.cacheDir, { recursive: true });
  const scratch = await Deno.makeTempDir({
    dir: request.cacheDir,
    prefix: "claude-fetch-",
  });
  try {
    const fetched = await install(scratch, target, integrity);
    if (!fetched.ok) return fetched;
    await Deno.mkdir(folder, { recursive: true });
    await Deno.rename(fetched.path, path);
    return { ok: true, path };
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

async function install(
  folder: string,
  target: string,
  integrity: string,
): Promise<ClaudeResult> {
  const name = `@anthropic-ai/claude-code-${target}`;
  const specifier = `npm:${name}@${VERSION}`;
  await Deno.writeTextFile(
    join(folder, "deno.json"),
    JSON.stringify({
      nodeModulesDir: "auto",
      imports: { claude: specifier },
    }),
  );
  await Deno.writeTextFile(
    join(folder, "deno.lock"),
    JSON.stringify({
      version: "5",
      specifiers: { [specifier]: VERSION },
      npm: { [`${name}@${VERSION}`]: { integrity } },
      workspace: { dependencies: [specifier] },
    }),
  );
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: folder,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    const said = new TextDecoder().decode(stderr).split("\n")
      .map((line) => line.trim()).filter(Boolean).join(" ");
    return {
      ok: false,
      reason: `Cannot fetch "${name}": ${said.slice(0, 400)}`,
    };
  }
  const path = join(folder, "node_modules", name, "claude");
  return { ok: true, path: await Deno.realPath(path) };
}

function targetName({ platform, arch, libc }: ClaudeRequest): string {
  const cpu = arch === "x86_64" ? "x64" : arch === "aarch64" ? "arm64" : arch;
  return `${platform}-${cpu}${
    platform === "linux" && libc === "musl" ? "-musl" : ""
  }`;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

if (import.meta.main) {
  const root = join(import.meta.dirname ?? ".", "..");
  const result = await ensureClaude(hostClaudeRequest(root, warnLine));
  if (result.ok) printLine(result.path);
  else warnLine(result.reason);
  Deno.exit(result.ok ? 0 : 1);
}
