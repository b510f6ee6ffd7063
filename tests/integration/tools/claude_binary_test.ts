import assert from "node:assert/strict";
import { join } from "node:path";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { ensureClaude } from "@/tools/claude_binary.ts";

const LINUX = { platform: "linux", arch: "x86_64", libc: "gnu" } as const;

Deno.test("ensureClaude gives the program that it has already fetched, silently", async () => {
  await using cache = await tempDirectory();
  const folder = join(cache.path, "claude-2.1.330-linux-x64");
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "claude"), "");
  const lines: string[] = [];

  const result = await ensureClaude({
    ...LINUX,
    cacheDir: cache.path,
    log: (line) => lines.push(line),
  });

  assert.deepEqual(result, { ok: true, path: join(folder, "claude") });
  assert.deepEqual(lines, []);
});

Deno.test("ensureClaude says so when nothing is published for the host", async () => {
  await using cache = await tempDirectory();

  const result = await ensureClaude({
    platform: "plan9",
    arch: "mips",
    libc: "gnu",
    cacheDir: cache.path,
    log: () => {},
  });

  assert.deepEqual(result, {
    ok: false,
    reason: "Claude Code 2.1.330 is not published for plan9-mips",
  });
});

Deno.test("ensureClaude leaves nothing behind when the fetch fails", async () => {
  await using folder = await tempDirectory();
  const cacheDir = join(folder.path, "cache");
  const lines: string[] = [];
  const networks = new Set(Deno.networkInterfaces().map(({ name }) => name));
  assert.deepEqual([...networks], ["lo"], "it would really be fetched");

  // Another host's program: it is in no cache of this one.
  const result = await ensureClaude({
    platform: "darwin",
    arch: "aarch64",
    libc: "gnu",
    cacheDir,
    log: (line) => lines.push(line),
  });

  assert.equal(result.ok, false);
  assert.match(result.ok ? "" : result.reason, /^Cannot fetch "@anthropic-ai/);
  assert.match(lines.join("\n"), /364 MB.*once/);
  assert.deepEqual([...Deno.readDirSync(cacheDir)], []);
});
