import {
  ClaudeError,
  type ClaudeErrorCode,
  type LaunchSpec,
} from "@/domain/claude_process.ts";
import type { CliAccount } from "@/domain/cli_event.ts";
import { type StartDeps, startRunning } from "./start_claude.ts";

/** Whether `claude` runs here, which one it is, and who is signed in. */
export type ClaudeProbe =
  | {
    readonly ok: true;
    readonly account: CliAccount;
    readonly version: string | undefined;
  }
  | {
    readonly ok: false;
    readonly code: ClaudeErrorCode;
    readonly message: string;
  };

/**
 * Starts one `claude` as an agent would be started, reads what it says of
 * itself, and ends it. Makes no API call and costs nothing. Whether anybody is
 * signed in is `account.source`; whether the credentials are still good only
 * the first turn tells.
 *
 * @throws What is not the CLI's doing; its own failures are values.
 */
export async function probeClaude(
  deps: StartDeps,
  spec: LaunchSpec,
): Promise<ClaudeProbe> {
  try {
    await using running = await startRunning(deps, spec, () => {});
    const { account, cliVersion } = running;
    return { ok: true, account, version: cliVersion };
  } catch (error) {
    if (!(error instanceof ClaudeError)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}
