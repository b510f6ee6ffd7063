import assert from "node:assert/strict";
import { CONFIG_VARIABLES } from "@/domain/config.ts";
import { configVariables } from "@/domain/config_variables.ts";

Deno.test("every variable is there with its value, and where that comes from", () => {
  const given = {
    API_PORT: "80",
    LOG_LEVEL: "debug",
    CLAUDE_CLI_PATH: "/bin/claude",
  };
  const all = configVariables(given, {
    API_PORT: "environment",
    LOG_LEVEL: "file",
  });
  const facts = (name: string) => {
    const { value, source } = all.find((each) => each.name === name)!;
    return [value, source];
  };

  assert.deepEqual(all.map(({ name }) => name), CONFIG_VARIABLES);
  assert.deepEqual(facts("API_PORT"), ["80", "environment"]);
  assert.deepEqual(facts("LOG_LEVEL"), ["debug", "file"]);
  assert.deepEqual(facts("CLAUDE_CLI_PATH"), ["/bin/claude", "host"]);
  assert.deepEqual(facts("BACKUP_AT"), ["03:17", "default"]);
  assert.deepEqual(facts("CORS_ORIGINS"), [null, "default"]);
  assert.deepEqual(facts("MONITORING_ENABLED"), ["true", "default"]);
});

Deno.test("a secret is never told, whether it is set or not", () => {
  const given = {
    AUTH_TOKEN: "the-made-up-token",
    DATABASE_URL: "postgres://me:secret@db/vamp",
    ANTHROPIC_API_KEY: "the-made-up-key",
  };

  const all = configVariables(given);

  const secrets = all.filter(({ is_secret }) => is_secret);
  assert.ok(
    Object.keys(given).every((name) =>
      secrets.some((each) =>
        each.name === name && each.source === "environment"
      )
    ),
  );
  assert.ok(secrets.every(({ value }) => value === null));
});
