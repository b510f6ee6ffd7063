import type { LaunchSpec } from "@/domain/claude_process.ts";
import type { ClaudeStatus } from "@/domain/claude_status.ts";
import { probeClaude } from "./probe_account.ts";
import type { StartDeps } from "./start_claude.ts";

/**
 * Looks whether agents can be started here, by starting one `claude` without
 * any API call.
 *
 * @param spec As an agent's, with folders that exist.
 */
export async function lookForClaude(
  deps: StartDeps,
  spec: LaunchSpec,
  demo: boolean,
): Promise<ClaudeStatus> {
  const path = deps.claudePath;
  const probe = await probeClaude(deps, spec);
  if (!probe.ok) {
    const kind = probe.code === "claude_not_found" ? "missing" : "broken";
    return { kind, message: probe.message };
  }
  const { version } = probe;
  if (demo) return { kind: "demo", path, version };
  const { source } = probe.account;
  return source === undefined
    ? { kind: "signed_out", path, version }
    : { kind: "ready", path, source, version };
}
