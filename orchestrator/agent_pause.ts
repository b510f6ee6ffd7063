import type { ClaudeProcess } from "@/domain/claude_process.ts";
import { isPaused } from "@/domain/agent_status.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { AgentJournal } from "./agent_journal.ts";
import type { Deadline } from "./deadline.ts";
import type { LogPort, Sources } from "./ports.ts";

/** What stands still together: a process, and all times that run while it works. */
type Held = {
  readonly process: Pick<ClaudeProcess, "pause" | "unpause">;
  readonly times: Pick<Deadline, "hold" | "goOn">;
};

/** Lets one agent stand still while it works, and tells it in the log. */
export class AgentPause {
  #isPaused = false;

  constructor(
    private readonly deps: { readonly log: LogPort; readonly sources: Sources },
    private readonly agentId: AgentId,
    private readonly journal: AgentJournal,
  ) {}

  /** It stands still now, or is about to. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Harmless when the agent rests or stands still already. */
  async begin({ process, times }: Held, reason: string): Promise<void> {
    const isBusy = this.journal.agent()?.state.status === "busy";
    if (!isBusy || this.#isPaused) return;
    this.#isPaused = true;
    times.hold();
    if (!await process.pause()) {
      this.deps.log.error("agent cannot be paused", { agent: this.agentId });
      await this.end({ process, times });
      return;
    }
    await this.journal.append(() =>
      // It may go on before this could be stored.
      this.#isPaused
        ? [{ type: "agent.paused", agent_id: this.agentId, data: { reason } }]
        : []
    );
  }

  /** Harmless when the agent does not stand still. */
  async end({ process, times }: Held): Promise<void> {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    await process.unpause();
    times.goOn();
    await this.journal.append(() => {
      const state = this.journal.agent()?.state;
      if (!state || !isPaused(state)) return [];
      const activity = this.journal.activity ??
        { kind: "thinking", since: this.deps.sources.now() };
      return [{
        type: "agent.resumed",
        agent_id: this.agentId,
        data: { activity },
      }];
    });
  }
}
