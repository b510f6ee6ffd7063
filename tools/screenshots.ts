/** Makes the pictures of the README and the documents: `deno task screenshots`. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { ensureClaude, hostClaudeRequest } from "./claude_binary.ts";
import { warnLine } from "./output.ts";
import { isolate, probeIsolation } from "./testing/isolation.ts";
import { findTestPrograms } from "./testing/requirements.ts";

if (import.meta.main) {
  const root = fileURLToPath(new URL("../", import.meta.url));
  Deno.exit(await screenshots(root));
}

/** Runs the demo and a browser in a world of their own; gives the exit code. */
async function screenshots(root: string): Promise<number> {
  const programs = await findTestPrograms(
    Deno.env.get("PATH") ?? "",
    warnLine,
  );
  if ("missing" in programs) return refuse(programs.missing);
  const claude = await ensureClaude(hostClaudeRequest(root, warnLine));
  if (!claude.ok) return refuse(claude.reason);
  const isolation = await probeIsolation(programs.isolation);
  if (!isolation) {
    return refuse("Cannot take pictures here: this host has no namespaces");
  }
  const scratch = await Deno.makeTempDir({ prefix: "vamp-pictures-" });
  try {
    const { program, args } = isolate(isolation, {
      program: Deno.execPath(),
      args: [
        "run",
        "-A",
        "--quiet",
        "tools/screenshots/take.ts",
        join(root, "docs", "images"),
        programs.chromium,
      ],
    });
    const { code } = await new Deno.Command(program, {
      args: [...args],
      cwd: root,
      clearEnv: true,
      env: {
        PATH: `${Deno.env.get("PATH") ?? ""}:/usr/sbin:/sbin`,
        HOME: scratch,
        LANG: "C.UTF-8",
        DENO_DIR: await denoDir(),
        DENO_NO_UPDATE_CHECK: "1",
        CLAUDE_CLI_PATH: claude.path,
        VAMP_IP: isolation.ip,
        VAMP_LEFT_BEHIND: join(scratch, "left_behind"),
      },
      stdin: "null",
    }).output();
    return code;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

function refuse(reason: string): number {
  warnLine(reason);
  return 1;
}
