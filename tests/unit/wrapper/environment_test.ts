import { strict as assert } from "node:assert";
import { launchSpec } from "@/tests/helpers/launch_spec.ts";
import { buildEnvironment } from "@/wrapper/environment.ts";

Deno.test("buildEnvironment passes on what the host lends and the agent was given, and nothing else", () => {
  const host = {
    PATH: "/usr/bin",
    LANG: "C.UTF-8",
    https_proxy: "http://127.0.0.1:3128",
    DATABASE_URL: "postgres://secret",
    JWT_SECRET: "secret",
    CLAUDECODE: "1",
    CLAUDE_CODE_MESSAGING_TOKEN: "secret",
    LD_PRELOAD: "/x.so",
    NODE_OPTIONS: "--inspect",
  };
  const spec = launchSpec({ env: { ANTHROPIC_API_KEY: "key" } });

  const env = buildEnvironment(spec, host, "launch-1");

  assert.deepEqual(Object.keys(env).sort(), [
    "ANTHROPIC_API_KEY",
    "CLAUDE_BYTE_STREAM_IDLE_TIMEOUT_MS",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
    "CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS",
    "CLAUDE_CODE_MAX_RETRIES",
    "CLAUDE_CONFIG_DIR",
    "CLAUDE_ENABLE_BYTE_WATCHDOG",
    "DISABLE_AUTOUPDATER",
    "DISABLE_TELEMETRY",
    "ENABLE_TOOL_SEARCH",
    "HOME",
    "LANG",
    "PATH",
    "TMPDIR",
    "VAMP_AGENT",
    "VAMP_INSTANCE",
    "VAMP_LAUNCH",
    "https_proxy",
  ]);
  assert.equal(env.HOME, spec.home);
  assert.equal(env.TMPDIR, spec.tmpDir);
  assert.equal(env.VAMP_AGENT, spec.agentId);
  assert.equal(env.VAMP_INSTANCE, spec.instanceId);
});

Deno.test("buildEnvironment leaves the person's own configuration folder where it is, when it is shared", () => {
  const spec = launchSpec({ configDir: undefined });

  const env = buildEnvironment(spec, {}, "launch-1");

  assert.equal(env.CLAUDE_CONFIG_DIR, undefined);
});

Deno.test("buildEnvironment refuses names that load code or carry our marks, and values with a NUL", () => {
  const bad: Record<string, string>[] = [
    { LD_PRELOAD: "/x.so" },
    { DYLD_INSERT_LIBRARIES: "/x" },
    { NODE_OPTIONS: "--inspect" },
    { BUN_OPTIONS: "--preload=x" },
    { VAMP_INSTANCE: "other" },
    { "A=B": "x" },
    { "": "x" },
    { ANTHROPIC_API_KEY: "a\0b" },
  ];

  for (const env of bad) {
    const spec = launchSpec({ env });
    assert.throws(() => buildEnvironment(spec, {}, "l"), RangeError);
  }
});
