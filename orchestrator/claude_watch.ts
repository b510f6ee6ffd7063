import type { ClaudeStatus } from "@/domain/claude_status.ts";
import type { Refusal } from "@/domain/platform.ts";
import type { ProbeClaude } from "./ports.ts";

/** Knows whether agents can be started; looks again when they could not. */
export class ClaudeWatch {
  #status: ClaudeStatus = { kind: "checking" };
  #looking: Promise<ClaudeStatus> | undefined;
  readonly #listeners = new Set<(status: ClaudeStatus) => void>();

  constructor(private readonly probe: ProbeClaude) {}

  /** Calls `listener` after each look; returns the function that ends it. */
  subscribe(listener: (status: ClaudeStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get status(): ClaudeStatus {
    return this.#status;
  }

  /** Looks once; calls that come meanwhile await the same look. */
  look(): Promise<ClaudeStatus> {
    this.#looking ??= this.#look().finally(() => this.#looking = undefined);
    return this.#looking;
  }

  async #look(): Promise<ClaudeStatus> {
    this.#status = await this.probe();
    for (const listener of this.#listeners) listener(this.#status);
    return this.#status;
  }

  /** Why no agent can be started now; `undefined` when one can. */
  async refusal(): Promise<Refusal | undefined> {
    if (isReady(this.#status)) return undefined;
    // The person may have signed in or installed it since the last look.
    const status = await this.look();
    switch (status.kind) {
      case "missing":
      case "broken":
        return { code: "claude_not_found", message: status.message };
      case "signed_out":
        return {
          code: "claude_signed_out",
          message:
            "Cannot start an agent: Claude Code is not signed in on this host. Run `claude` once and sign in, or set ANTHROPIC_API_KEY or CLAUDE_CODE_OAUTH_TOKEN and start again",
        };
      default:
        return undefined;
    }
  }
}

function isReady(status: ClaudeStatus): boolean {
  return status.kind === "ready" || status.kind === "demo";
}
