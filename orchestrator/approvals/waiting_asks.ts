import type { PermissionAnswer } from "@/domain/claude_process.ts";
import type { AgentId, ApprovalId } from "@/domain/ids.ts";

/** A request that a running process waits with. */
export type WaitingAsk = {
  readonly approval: ApprovalId;
  readonly agent: AgentId;
  /** As the process names it; another process may use the same name. */
  readonly requestId: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer: (answer: PermissionAnswer) => Promise<void>;
  /** Called when the process waits no more, for whatever reason. */
  readonly settle: () => void;
};

/** Who waits for which decision. Each one is taken once, by whoever answers it. */
export class WaitingAsks {
  readonly #asks = new Map<ApprovalId, WaitingAsk>();

  add(ask: WaitingAsk): void {
    this.#asks.set(ask.approval, ask);
  }

  has(approval: ApprovalId): boolean {
    return this.#asks.has(approval);
  }

  /** Gives the request and forgets it, so that nobody can answer it again. */
  take(approval: ApprovalId): WaitingAsk | undefined {
    const ask = this.#asks.get(approval);
    this.#asks.delete(approval);
    return ask;
  }

  find(agent: AgentId, requestId: string): WaitingAsk | undefined {
    return [...this.#asks.values()].find((ask) =>
      ask.agent === agent && ask.requestId === requestId
    );
  }

  of(agent: AgentId): readonly WaitingAsk[] {
    return [...this.#asks.values()].filter((ask) => ask.agent === agent);
  }
}
