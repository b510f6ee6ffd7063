import assert from "node:assert/strict";
import { parseEnv } from "node:util";
import {
  AGENT_VARIABLES,
  CONFIG_VARIABLES,
  parseConfig,
} from "@/domain/config.ts";

function problemsOf(env: Record<string, string>): readonly string[] {
  const result = parseConfig(env);
  assert.equal(result.ok, false);
  return result.ok ? [] : result.problems;
}

function configOf(env: Record<string, string>) {
  const result = parseConfig(env);
  assert.ok(result.ok, JSON.stringify(result));
  return result.config;
}

Deno.test("parseConfig gives the documented defaults for an empty environment", () => {
  assert.deepEqual(configOf({}), {
    apiHost: "127.0.0.1",
    apiPort: 4005,
    dataDir: "./data",
    databaseUrl: undefined,
    claudeCliPath: undefined,
    maxAgents: 10,
    agentTimeoutSeconds: 300,
    requestsPerSecond: 200,
    checkAnswers: false,
    taskLeaseSeconds: 120,
    maxRunningTasks: 1_000,
    minFreeMemoryMb: 512,
    approvalTimeoutMinutes: 15,
    logLevel: "info",
    monitoringEnabled: true,
    metricsRetentionDays: 30,
    liveRetentionHours: 72,
    historyRetentionDays: 30,
    historyMaxGib: 5,
    jwtSecret: undefined,
    encryptionKey: undefined,
    backupAt: { hour: 3, minute: 17 },
    backupMethod: "auto",
    corsOrigins: [],
    tls: undefined,
    webhookHosts: [],
    webhookPrivate: false,
    allowedRoots: [],
    claudeIsolation: "auto",
    authToken: undefined,
    agentEnv: {},
  });
});

Deno.test("parseConfig counts an empty value as unset", () => {
  const blank = Object.fromEntries(CONFIG_VARIABLES.map((name) => [name, " "]));

  assert.deepEqual(configOf(blank), configOf({}));
});

Deno.test("parseConfig takes hosts of webhooks by name or IPv4 address, with a port or without", () => {
  const hosts = "hooks.example.com,ci.example.com:8443,127.0.0.1:9000";

  assert.deepEqual(
    configOf({ WEBHOOK_HOSTS: hosts }).webhookHosts,
    hosts.split(","),
  );
  for (
    const wrong of [
      "https://a.example",
      "a.example/x",
      "u@a.example",
      "[::1]",
      "*",
      "2130706433",
      "a.example:99999",
    ]
  ) {
    const parsed = parseConfig({ WEBHOOK_HOSTS: wrong });
    assert.ok(!parsed.ok, wrong);
  }
});

Deno.test("parseConfig reads every variable", () => {
  const config = configOf({
    API_HOST: "0.0.0.0",
    API_PORT: "8443",
    TLS_CERT: "/c.pem",
    TLS_KEY: "/k.pem",
    LOG_LEVEL: "WARN",
    MONITORING_ENABLED: "Off",
    CORS_ORIGINS: "https://a.example, http://localhost:6011",
    ALLOWED_ROOTS: "/srv/a,/srv/b",
    ANTHROPIC_API_KEY: "key",
    CLAUDE_CODE_OAUTH_TOKEN: "token",
  });

  assert.equal(config.apiPort, 8443);
  assert.deepEqual(config.tls, { certPath: "/c.pem", keyPath: "/k.pem" });
  assert.equal(config.logLevel, "warning");
  assert.equal(config.monitoringEnabled, false);
  assert.deepEqual(config.corsOrigins, [
    "https://a.example",
    "http://localhost:6011",
  ]);
  assert.deepEqual(config.allowedRoots, ["/srv/a", "/srv/b"]);
  assert.deepEqual(config.agentEnv, {
    ANTHROPIC_API_KEY: "key",
    CLAUDE_CODE_OAUTH_TOKEN: "token",
  });
});

const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ["API_HOST", "localhost:80/x", /without a port/],
  ["API_PORT", "70000", /"70000".*0 to 65535/],
  ["API_PORT", "4005.5", /"4005\.5"/],
  ["CLAUDE_MAX_AGENTS", "0", /1 to 1000/],
  ["CLAUDE_AGENT_TIMEOUT", "-1", /seconds/],
  ["LOG_LEVEL", "loud", /one of trace/],
  ["MONITORING_ENABLED", "maybe", /true or false/],
  ["METRICS_RETENTION_DAYS", "1e3", /days/],
  ["CORS_ORIGINS", "*", /separated by commas/],
  ["CORS_ORIGINS", "https://a.example/path", /separated by commas/],
  ["ALLOWED_ROOTS", "work,/srv", /absolute/],
  ["CLAUDE_ISOLATION", "none", /auto, own, shared/],
  ["DATABASE_URL", "mysql://u:pa55word@h/d", /postgres:/],
  ["AUTH_TOKEN", "pa55word with space", /8 characters/],
  ["JWT_SECRET", "pa55word", /16 characters/],
  ["ENCRYPTION_KEY", "pa55word", /16 characters/],
  ["ANTHROPIC_BASE_URL", "ftp://pa55word", /http/],
  ["ANTHROPIC_API_KEY", "pa55word\nX", /one line/],
  ["DATA_DIR", "a\u0000b", /folder/],
];
for (const [name, value, says] of WRONG) {
  Deno.test(`parseConfig refuses ${name}=${JSON.stringify(value)} in one line`, () => {
    const problems = problemsOf({ [name]: value });

    assert.equal(problems.length, 1);
    assert.ok(problems[0]?.startsWith(`${name} is `), problems[0] ?? "");
    assert.match(problems[0] ?? "", says);
    assert.doesNotMatch(problems[0] ?? "", /pa55word|\n/);
  });
}

Deno.test("parseConfig names all wrong values at once, in their order", () => {
  const problems = problemsOf({ LOG_LEVEL: "loud", API_PORT: "x" });

  assert.deepEqual(problems.map((line) => line.split(" ")[0]), [
    "API_PORT",
    "LOG_LEVEL",
  ]);
});

Deno.test("parseConfig takes an address for other hosts only with TLS", () => {
  assert.match(problemsOf({ API_HOST: "0.0.0.0" })[0] ?? "", /TLS_CERT/);
  assert.match(problemsOf({ API_HOST: "::" })[0] ?? "", /TLS_CERT/);
  assert.match(problemsOf({ TLS_CERT: "/c.pem" })[0] ?? "", /^TLS_KEY/);
  assert.match(problemsOf({ TLS_KEY: "/k.pem" })[0] ?? "", /^TLS_CERT/);
  for (const host of ["localhost", "::1", "127.0.0.1", "127.9.9.9"]) {
    assert.equal(configOf({ API_HOST: host }).apiHost, host);
  }
});

Deno.test(".env.example lists every variable and parses as it stands", async () => {
  const text = await Deno.readTextFile(".env.example");

  const listed = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((m) => m[1]);
  const filled = parseEnv(text.replaceAll(/^#([A-Z][A-Z_]+=)/gm, "$1"));

  assert.deepEqual(listed.toSorted(), [...CONFIG_VARIABLES].toSorted());
  assert.deepEqual(configOf(filled as Record<string, string>), configOf({}));
});

Deno.test("AGENT_VARIABLES are those of the model's account alone", () => {
  const others = AGENT_VARIABLES.filter((name) =>
    !/^(ANTHROPIC_|CLAUDE_CODE_OAUTH_TOKEN$)/.test(name)
  );

  assert.deepEqual(others, []);
});
