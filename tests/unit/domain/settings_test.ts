import { strict as assert } from "node:assert";
import { parseConfig } from "@/domain/config.ts";
import { configVariables } from "@/domain/config_variables.ts";
import { Settings, settingsOf } from "@/domain/settings.ts";

const SECRETS = {
  AUTH_TOKEN: "secret-token-of-the-test",
  JWT_SECRET: "secret-signing-of-the-test",
  ENCRYPTION_KEY: "secret-key-of-the-test",
  ANTHROPIC_API_KEY: "secret-api-of-the-test",
  DATABASE_URL: "postgres://u:secret-pass@localhost:5432/v",
};

Deno.test("settings tell what is in effect, and never a secret", () => {
  const given = { ...SECRETS, ALLOWED_ROOTS: "/work,/src" };
  const parsed = parseConfig(given);
  assert.ok(parsed.ok);

  const settings = settingsOf(parsed.config, {
    port: 4005,
    dataDir: "/data",
    demo: false,
    variables: configVariables(given),
  });

  assert.deepEqual(Settings.parse(settings), settings);
  assert.ok(!JSON.stringify(settings).includes("secret-"));
  assert.deepEqual(settings.agents.allowed_roots, ["/work", "/src"]);
  assert.deepEqual(settings.agents.variables, ["ANTHROPIC_API_KEY"]);
  assert.equal(settings.history, "postgres");
  assert.equal(settings.backups_encrypted, true);
});
