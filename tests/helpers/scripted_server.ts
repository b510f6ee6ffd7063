import type { ScriptedModel } from "@/model/mod.ts";
import { startVamp, type VampServer } from "./vamp_server.ts";

/** Starts the server with agents that ask this model: a fleet of nobody but those that the test makes. */
export function startScripted(
  dataDir: string,
  model: ScriptedModel,
  env: Readonly<Record<string, string>> = {},
): Promise<VampServer> {
  return startVamp("start", dataDir, {
    ...env,
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "test-key",
  });
}
