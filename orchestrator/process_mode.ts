import type { ClaudeProcess, PermissionMode } from "@/domain/claude_process.ts";

/**
 * Keeps a running process in the permission mode that its agent is to have. It
 * is told when the mode changes; what could not be told then, because the
 * process stands still or does not answer, is told before its next turn.
 */
export class ProcessMode {
  #telling: Promise<void> = Promise.resolve();

  /**
   * @param told The mode that the process began with.
   * @param wanted The mode that it is to have; `undefined` when nobody needs it any more.
   */
  constructor(
    private readonly process: Pick<ClaudeProcess, "setPermissionMode">,
    private told: PermissionMode,
    private readonly wanted: () => PermissionMode | undefined,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Resolves when the process has the mode, or did not take it. Never rejects. */
  settle(): Promise<void> {
    return this.#telling = this.#telling.then(() => this.#settle());
  }

  async #settle(): Promise<void> {
    const mode = this.wanted();
    if (mode === undefined || mode === this.told) return;
    try {
      await this.process.setPermissionMode(mode);
      this.told = mode;
    } catch (error) {
      this.onFailure(error);
    }
  }
}
