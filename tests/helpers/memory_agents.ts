import { v7 } from "uuid";
import { type Agent, AgentConfig } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Commands, Outcome } from "@/domain/platform.ts";
import { isArchived } from "@/domain/session_status.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { type MemorySeam, refuse } from "./memory_seam.ts";

const by = { kind: "person" } as const;

/** What may be done with agents in memory: one that starts is idle at once. */
export function memoryAgents(on: MemorySeam): Pick<
  Commands,
  | "createAgent"
  | "whenStarted"
  | "terminateAgent"
  | "interruptAgent"
  | "pauseAgent"
  | "resumeAgent"
  | "restartAgent"
  | "changeAgent"
> {
  const answer = (id: AgentId): Outcome<Agent> => {
    const agent = on.fleet().agents[id];
    return agent ? { ok: true, value: agent } : refuse("agent_not_found");
  };

  async function change(
    draft: Extract<EventDraft, { agent_id: AgentId }>,
  ): Promise<Outcome<Agent>> {
    const refused = await on.refusal();
    if (refused) return refused;
    const agent = on.fleet().agents[draft.agent_id];
    if (!agent) return refuse("agent_not_found");
    if (agent.state.status === "terminated") return refuse("agent_ended");
    on.commit(draft);
    return answer(draft.agent_id);
  }

  return {
    createAgent: async (config) => {
      const refused = await on.refusal();
      if (refused) return refused;
      const session = config.session_id &&
        on.fleet().sessions[config.session_id];
      if (config.session_id && !session) return refuse("session_not_found");
      if (session && isArchived(session)) return refuse("session_archived");
      const agent = newAgent(config);
      on.commit({ type: "agent.created", agent_id: agent.id, data: { agent } });
      return answer(agent.id);
    },
    whenStarted: async (id) => {
      const agent = on.fleet().agents[id];
      if (!agent) return refuse("agent_not_found");
      await Promise.resolve();
      on.commit({
        type: "agent.started",
        agent_id: id,
        data: { process_id: 4_711, claude_session_id: agent.claude_session.id },
      });
      return answer(id);
    },
    terminateAgent: async (id) => {
      const refused = await on.refusal();
      if (refused) return refused;
      const agent = on.fleet().agents[id];
      if (!agent) return refuse("agent_not_found");
      if (!isEnded(agent.state)) {
        on.commit({
          type: "agent.termination_requested",
          agent_id: id,
          data: {},
        });
        await Promise.resolve();
        const data = { reason: "asked for" };
        on.commit({ type: "agent.terminated", agent_id: id, data });
      }
      return answer(id);
    },
    interruptAgent: async (id) => await on.refusal() ?? answer(id),
    pauseAgent: (agent_id, reason) =>
      change({ type: "agent.held", agent_id, data: { by, reason } }),
    resumeAgent: (agent_id) =>
      change({ type: "agent.released", agent_id, data: { by } }),
    restartAgent: (agent_id) =>
      change({ type: "agent.restarted", agent_id, data: { by } }),
    changeAgent: (agent_id, changed) =>
      change({ type: "agent.edited", agent_id, data: { by, change: changed } }),
  };
}

/** An agent that is starting. */
export function newAgent(config: Partial<AgentConfig> = {}): Agent {
  const parsed = AgentConfig.parse({ role: "worker", ...config });
  const at = new Date().toISOString();
  return {
    id: v7() as AgentId,
    name: parsed.name ?? "Ann",
    role: parsed.role,
    model: parsed.model,
    config: parsed,
    state: { status: "starting", since: at, resuming: false },
    claude_session: { id: crypto.randomUUID(), begun: false },
    working_directory: "/work",
    session_id: parsed.session_id ?? null,
    usage: NO_USAGE,
    tasks_completed: 0,
    tasks_failed: 0,
    turns: 0,
    crashes: [],
    transcript_length: 0,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}
