import assert from "node:assert/strict";
import { join } from "node:path";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { launch } from "@/tests/helpers/launched_server.ts";

Deno.test("the launcher lets the server do what it needs and refuses the rest", async () => {
  await using root = await tempDirectory();
  await using launched = await launch("launcher", {
    env: { ALLOWED_ROOTS: root.path, SHELL: "/bin/sh" },
  });
  await launched.facts();

  const outcome = await (await fetch(`${launched.origin}/denied`)).json();

  assert.deepEqual(outcome, {
    "write the program": "NotCapable",
    "write the data folder": "allowed",
    "read another folder": "NotCapable",
    "read an allowed root": "allowed",
    "run another program": "NotCapable",
    "run claude": "allowed",
    "connect elsewhere": "NotCapable",
    "read another variable": "NotCapable",
    "load a library": "NotCapable",
  });
});

Deno.test("the launcher hands real, absolute paths to the server", async () => {
  await using folder = await tempDirectory();
  await Deno.mkdir(join(folder.path, "real"));
  await Deno.symlink(join(folder.path, "real"), join(folder.path, "link"));
  await Deno.symlink("/bin/sleep", join(folder.path, "claude"));
  await using launched = await launch("launcher", {
    env: {
      DATA_DIR: join(folder.path, "link", "data"),
      ALLOWED_ROOTS: join(folder.path, "link"),
      CLAUDE_CLI_PATH: join(folder.path, "claude"),
    },
  });

  const { config, tools, cwd, args } = await launched.facts();

  const real = await Deno.realPath(join(folder.path, "real"));
  assert.equal(config.dataDir, join(real, "data"));
  assert.deepEqual(config.allowedRoots, [real]);
  assert.equal(config.claudeCliPath, await Deno.realPath("/bin/sleep"));
  assert.equal(cwd, await Deno.realPath("."));
  assert.deepEqual(args, ["--supervised"]);
  for (const name of ["kill", "ps"]) {
    assert.match(tools[name] ?? "", new RegExp(`^/.*/${name}$`));
  }
});

Deno.test("the launcher keeps account and database out of the demo", async () => {
  await using launched = await launch("launcher", {
    args: ["--demo"],
    env: {
      ANTHROPIC_API_KEY: "key",
      CLAUDE_CODE_OAUTH_TOKEN: "token",
      DATABASE_URL: "postgres://user:password@127.0.0.1:5432/name",
      AUTH_TOKEN: "a-token-of-mine",
    },
  });

  const { config, args } = await launched.facts();

  assert.deepEqual(args, ["--supervised", "--demo"]);
  assert.deepEqual(config.agentEnv, {});
  assert.equal(config.databaseUrl, undefined);
  assert.equal(config.authToken, "a-token-of-mine");
  assert.equal(config.dataDir, join(launched.dataDir, "demo"));
});

Deno.test("the launcher makes the data folder for its owner alone", async () => {
  await using launched = await launch("launcher");
  await launched.facts();

  const { mode } = await Deno.stat(launched.dataDir);

  assert.equal((mode ?? 0) & 0o777, 0o700);
});

const REFUSED: readonly (readonly [string, Record<string, string>, RegExp])[] =
  [
    ["a wrong value", { API_PORT: "many" }, /^API_PORT is "many": it takes/],
    [
      "a claude that is not there",
      { CLAUDE_CLI_PATH: "/nowhere/claude" },
      /^CLAUDE_CLI_PATH is "\/nowhere\/claude"/,
    ],
    [
      "an allowed root that is not there",
      { ALLOWED_ROOTS: "/nowhere/at/all" },
      /^ALLOWED_ROOTS has "\/nowhere\/at\/all"/,
    ],
    [
      "a data folder below a file",
      { DATA_DIR: "/bin/true/data" },
      /^Cannot write to DATA_DIR "\/bin\/true\/data": .*\(data_dir_unwritable\)/,
    ],
    [
      "a data folder that no file can be made in",
      { DATA_DIR: "/proc" },
      /\(data_dir_unwritable\)/,
    ],
    [
      "a data folder that holds the program",
      { DATA_DIR: "." },
      /\(data_dir_holds_program\)/,
    ],
    [
      "a certificate that is not there",
      { TLS_CERT: "/nowhere/c.pem", TLS_KEY: "/nowhere/k.pem" },
      /^TLS_CERT is "\/nowhere\/c\.pem"/,
    ],
    [
      "an open address without TLS",
      { API_HOST: "0.0.0.0" },
      /^API_HOST is "0\.0\.0\.0".*TLS_CERT/,
    ],
  ];
for (const [what, env, says] of REFUSED) {
  Deno.test(`the launcher refuses ${what} with exit code 2`, async () => {
    await using launched = await launch("launcher", { env });

    const code = await launched.ended();

    assert.equal(code, 2, launched.stderr());
    assert.match(launched.stderr(), says);
  });
}
