import { strict as assert } from "node:assert";
import { join } from "node:path";
import { blotSecrets } from "@/domain/blot_secrets.ts";
import { MAX_FRAME_CHARS } from "@/domain/frames.ts";
import { FrameFiles } from "@/host/frame_files.ts";
import { agentId, AT } from "@/tests/helpers/fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const id = agentId(1);
const KEY = "sk-ant-api03-AbCdEfGhIjKlMnOp";
const raw = (text: string) => ({
  from: "out" as const,
  text,
  bytes: text.length,
});

function open(folder: string, failures: unknown[] = []) {
  return new FrameFiles({
    folder,
    blot: blotSecrets(["correct-horse-battery"]),
    now: () => AT,
    onFailure: (error) => failures.push(error),
  });
}

Deno.test("raw lines are kept in order, also by the next server", async () => {
  await using place = await tempDirectory();
  {
    await using first = open(place.path);
    first.add(id, { from: "in", text: '{"a":1}', bytes: 7 });
    first.add(id, raw('{"b":2}'));
  }
  await using second = open(place.path);
  second.add(id, { from: "err", text: "oh", bytes: 2 });

  const frames = await second.readFrames(id, { limit: 10 });
  const before = await second.readFrames(id, { before: 2, limit: 1 });

  assert.deepEqual(
    frames.map(({ n, from, line }) => [n, from, line]),
    [[0, "in", '{"a":1}'], [1, "out", '{"b":2}'], [2, "err", "oh"]],
  );
  assert.deepEqual(before.map(({ n }) => n), [1]);
});

Deno.test("what is kept of an agent is bounded, and the newest stays", async () => {
  await using place = await tempDirectory();
  await using files = open(place.path);
  const long = "x".repeat(MAX_FRAME_CHARS + 5_000);
  for (let n = 0; n < 300; n++) {
    files.add(id, raw(long));
    if (n % 20 === 0) await files.readFrames(id, { limit: 1 });
  }

  const frames = await files.readFrames(id, { limit: 1_000 });

  const sizes = ["new.jsonl", "old.jsonl"].map((name) =>
    Deno.statSync(join(place.path, id, name)).size
  );
  assert.ok(sizes.every((size) => size <= 2 * 1024 * 1024), `${sizes}`);
  assert.equal(frames.at(-1)?.n, 299);
  assert.ok(frames.length < 200 && (frames[0]?.n ?? 0) > 100);
  assert.equal(frames[0]?.line.length, MAX_FRAME_CHARS);
  assert.equal(frames[0]?.bytes, long.length);
});

Deno.test("secrets do not reach the disk, whether their value or their form is known", async () => {
  await using place = await tempDirectory();
  await using files = open(place.path);
  files.add(id, raw(`{"key":"${KEY}","word":"correct-horse-battery"}`));
  files.add(id, raw(`${" ".repeat(MAX_FRAME_CHARS - 10)}${KEY}`));

  const [first, second] = await files.readFrames(id, { limit: 2 });

  assert.equal(first?.line, '{"key":"[secret]","word":"[secret]"}');
  assert.doesNotMatch(second?.line ?? "", /sk-ant/);
});

Deno.test("a folder that cannot be written is told, and nobody waits for it", async () => {
  await using place = await tempDirectory();
  const file = join(place.path, "a file");
  await Deno.writeTextFile(file, "");
  const failures: unknown[] = [];
  await using files = open(file, failures);

  files.add(id, raw("lost"));
  await files[Symbol.asyncDispose]();

  assert.ok(failures.length > 0);
});
