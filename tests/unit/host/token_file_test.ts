import { strict as assert } from "node:assert";
import { keptToken } from "@/host/token_file.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

Deno.test("a token is made once, kept, and readable by its owner alone", async () => {
  await using folder = await tempDirectory();
  let made = 0;
  const make = () => `token-${++made}`;

  const tokens = [
    await keptToken(folder.path, make),
    await keptToken(folder.path, make),
  ];

  assert.deepEqual(tokens, ["token-1", "token-1"]);
  assert.equal(made, 1);
  assert.equal(await modeOf(`${folder.path}/token`), 0o600);
});

Deno.test("a token that was put there by hand is used, and closed to others", async () => {
  await using folder = await tempDirectory();
  await Deno.writeTextFile(`${folder.path}/token`, "  mine \n", {
    mode: 0o644,
  });

  const token = await keptToken(folder.path, () => "another");

  assert.equal(token, "mine");
  assert.equal(await modeOf(`${folder.path}/token`), 0o600);
});

Deno.test("an empty token file gets a token", async () => {
  await using folder = await tempDirectory();
  await Deno.writeTextFile(`${folder.path}/token`, "\n", { mode: 0o644 });

  const token = await keptToken(folder.path, () => "fresh");

  assert.equal(token, "fresh");
  assert.equal(await modeOf(`${folder.path}/token`), 0o600);
});

Deno.test("a token that cannot be read is an error, and is not replaced", async () => {
  await using folder = await tempDirectory();
  await Deno.mkdir(`${folder.path}/token`);

  await assert.rejects(keptToken(folder.path, () => "fresh"));
});
