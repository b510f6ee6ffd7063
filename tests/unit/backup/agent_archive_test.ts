import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import { packAgents, unpackAgents } from "@/backup/agents/agent_archive.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}

Deno.test("agents' configuration comes back as it was, without their work and without links", async () => {
  await using from = await tempDirectory();
  await using to = await tempDirectory();
  await write(
    join(from.path, "a1/config/projects/p/s.jsonl"),
    "x".repeat(99_999),
  );
  await write(join(from.path, "a1/config/.claude.json"), "{}");
  await write(join(from.path, "a1/work/code.ts"), "not this");
  await write(join(from.path, "a2/config/empty"), "");
  await Deno.symlink("/etc/passwd", join(from.path, "a2/config/link"));

  await unpackAgents(packAgents(from.path), join(to.path, "agents"));

  const at = (path: string) => join(to.path, "agents", path);
  assert.equal(
    await Deno.readTextFile(at("a1/config/projects/p/s.jsonl")),
    "x".repeat(99_999),
  );
  assert.equal(await Deno.readTextFile(at("a1/config/.claude.json")), "{}");
  assert.equal(await Deno.readTextFile(at("a2/config/empty")), "");
  await assert.rejects(Deno.lstat(at("a1/work")), Deno.errors.NotFound);
  await assert.rejects(Deno.lstat(at("a2/config/link")), Deno.errors.NotFound);
  const { mode } = await Deno.stat(at("a1/config/.claude.json"));
  assert.equal((mode ?? 0) & 0o777, 0o600);
});

Deno.test("an archive whose files would leave the folder is refused", async () => {
  await using to = await tempDirectory();
  for (const path of ["../out", "/etc/out", "a/../../out", "a//b", "."]) {
    const facts = new TextEncoder().encode(JSON.stringify({ path, size: 0 }));
    const length = new Uint8Array([0, 0, 0, facts.length]);

    await assert.rejects(
      unpackAgents(ReadableStream.from([length, facts]), join(to.path, "in")),
      { name: "ZodError" },
    );
  }
});
