import type { FailureKind } from "@/domain/failure_kinds.ts";
import type { AgentId } from "@/domain/ids.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LogPort } from "../ports.ts";
import { idleToStop } from "./idle_agents.ts";

/** Records that are over and stay in memory when it runs out, of each kind. */
const KEPT_OVER = 20;

/**
 * Makes room on a host that has too little memory: idle agents stop, all but
 * two, and finished work leaves memory; the store keeps it. Gives what was
 * done, in words.
 */
export async function freeResources(
  deps: {
    readonly writer: EventWriter;
    readonly log: LogPort;
    readonly stopAgent: (id: AgentId, reason: string) => Promise<unknown>;
  },
  why: FailureKind,
): Promise<string> {
  const { writer, log, stopAgent } = deps;
  const idle = idleToStop(writer.head);
  await Promise.all(
    idle.map((id) =>
      stopAgent(id, "stopped while idle: the host had too little memory")
        .catch((error) => log.error("agent was not stopped", { id, error }))
    ),
  );
  await appendFacts(deps, () => [{
    type: "server.memory_cleared",
    data: { kept: KEPT_OVER, why },
  }]);
  const agents = idle.length === 1
    ? "1 idle agent"
    : `${idle.length} idle agents`;
  return `stopped ${agents}, and cleared finished work from memory`;
}
