import { strict as assert } from "node:assert";
import { join } from "node:path";
import { agentFolders } from "@/host/agent_folders.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const id = agentId(1);

/** A host with `/a`, `/a/inner`, `/ab` and `/data`, of which `/a` is allowed. */
async function openHost() {
  const folder = await tempDirectory();
  const root = await Deno.realPath(folder.path);
  for (const name of ["a/inner", "ab", "data"]) {
    await Deno.mkdir(join(root, name), { recursive: true });
  }
  await Deno.writeTextFile(join(root, "a/file"), "");
  await Deno.symlink(join(root, "ab"), join(root, "a/escape"));
  await Deno.symlink(join(root, "a"), join(root, "alias"));
  const at = (name: string) => join(root, name);
  const folders = agentFolders({
    dataDir: at("data"),
    // By another name, and one that does not exist.
    allowedRoots: [at("alias"), at("missing")],
    home: undefined,
    ownConfig: true,
  });
  return {
    at,
    folders,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

const ALLOWED = {
  "a": "a",
  "a/inner": "a/inner",
  "alias/inner": "a/inner",
  "a/inner/..": "a",
  "ab/../a/inner": "a/inner",
};

for (const [chosen, real] of Object.entries(ALLOWED)) {
  Deno.test(`an agent may work in "${chosen}", which really is "${real}"`, async () => {
    await using host = await openHost();

    const folder = await host.folders.resolve(id, `${host.at("")}/${chosen}`);

    assert.deepEqual(folder, { ok: true, value: host.at(real) });
  });
}

const REFUSED = {
  "a folder whose name only begins like a root": "ab",
  "a link that leads out of the root": "a/escape",
  "a path that climbs out of the root": "a/../ab",
  "the folder above a root": "",
  "a file": "a/file",
  "a folder that is not there": "a/nothing",
  "a root that is not there": "missing",
};

for (const [what, chosen] of Object.entries(REFUSED)) {
  Deno.test(`an agent is kept out of ${what}`, async () => {
    await using host = await openHost();

    const folder = await host.folders.resolve(id, `${host.at("")}/${chosen}`);

    assert.ok(!folder.ok);
    assert.equal(folder.refusal.code, "working_directory_refused");
  });
}

Deno.test("without a choice an agent works in a folder of its own, made for its owner alone", async () => {
  await using host = await openHost();

  const folder = await host.folders.resolve(id, undefined);
  assert.ok(folder.ok);
  const prepared = await host.folders.prepare(id, folder.value);
  const again = await host.folders.prepare(id, folder.value);

  const own = host.at(`data/agents/${id}`);
  const { tmpDir, ...others } = prepared;
  assert.deepEqual(others, {
    cwd: join(own, "work"),
    home: join(own, "home"),
    configDir: join(own, "config"),
  });
  assert.ok(tmpDir.startsWith(host.at("data/")));
  assert.deepEqual(again, prepared);
  for (const path of Object.values(prepared)) {
    const { isDirectory, mode } = await Deno.stat(path ?? "");
    assert.deepEqual([isDirectory, (mode ?? 0) & 0o777], [true, 0o700]);
  }
});

Deno.test("a shared home and a chosen folder are used as they are, and nothing is made in them", async () => {
  await using host = await openHost();
  const folders = agentFolders({
    dataDir: host.at("data"),
    allowedRoots: [],
    home: host.at("nobody"),
    ownConfig: false,
  });

  const prepared = await folders.prepare(id, host.at("a/inner"));

  const { tmpDir, ...others } = prepared;
  assert.deepEqual(others, {
    cwd: host.at("a/inner"),
    home: host.at("nobody"),
    configDir: undefined,
  });
  assert.ok(tmpDir.startsWith(host.at("data/")));
  const home = await Deno.stat(host.at("nobody")).catch(() => "missing");
  assert.equal(home, "missing");
});
