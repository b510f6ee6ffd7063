import type { Actor } from "@/domain/actor.ts";
import type { Agent, AgentConfig } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId, SessionId } from "@/domain/ids.ts";
import type { Outcome, Refusal, RefusalCode } from "@/domain/platform.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Task } from "@/domain/task.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { appendFacts } from "./append_facts.ts";
import { cancelWaiting } from "./cancel_waiting.ts";
import type { ClaudeWatch } from "./claude_watch.ts";
import type { EventWriter } from "./event_writer.ts";
import type { Coordinator } from "./handoff/coordinator.ts";
import { isHandedOff } from "./queue/end_of_attempt.ts";
import { interruption } from "./reconcile.ts";
import { freeName } from "./free_name.ts";
import type { FoldersPort, LiveStorePort, LogPort, Sources } from "./ports.ts";
import { retiredAgent, type RetiredDeps } from "./retention/retired_records.ts";
import type { Roster } from "./roster.ts";
import {
  archivedRefusal,
  findSession,
  missingRefusal,
} from "./session_commands.ts";

export type AgentCommandDeps = {
  readonly writer: EventWriter;
  readonly store: LiveStorePort;
  /** What the live store has let go of. */
  readonly kept: RetiredDeps["kept"];
  readonly sources: Sources;
  readonly folders: FoldersPort;
  readonly log: LogPort;
  readonly roster: Roster;
  readonly handoffs: Pick<Coordinator, "endOf">;
  readonly claude: ClaudeWatch;
  readonly maxAgents: number;
};

/** Who asks by a command; there is one person so far. */
const PERSON: Actor = { kind: "person" };

/** What may be asked about agents; see `domain/platform.ts` for the promises. */
export function agentCommands(deps: AgentCommandDeps) {
  const { writer, roster } = deps;
  const endings = new Map<AgentId, Promise<Outcome<Agent>>>();

  async function createAgent(config: AgentConfig): Promise<Outcome<Agent>> {
    const refusal = limitRefusal(deps) ??
      await sessionRefusal(deps, config.session_id) ??
      await deps.claude.refusal();
    if (refusal) return { ok: false, refusal };
    const id = deps.sources.newId() as AgentId;
    const folder = await deps.folders.resolve(id, config.working_directory);
    if (!folder.ok) return folder;
    // Others may have been created, and the session archived, meanwhile.
    const late = limitRefusal(deps) ?? archivalRefusal(deps, config.session_id);
    if (late) return { ok: false, refusal: late };
    const agent = newAgent(deps, id, config, folder.value);
    await writer.append([
      {
        type: "agent.created",
        agent_id: id,
        data: { agent, by: PERSON },
      },
      { type: "agent.launched", agent_id: id, data: { resuming: false } },
    ]);
    roster.launch(id, NO_USAGE);
    return { ok: true, value: writer.head.agents[id] ?? agent };
  }

  async function whenStarted(id: AgentId): Promise<Outcome<Agent>> {
    await roster.started(id);
    const agent = writer.committed.agents[id];
    if (!agent) return notFoundRefusal(id);
    switch (agent.state.status) {
      case "failed":
        return refused("claude_start_failed", agent.state.failure.message);
      case "terminating":
      case "terminated":
        return endedRefusal(agent);
      // Its start was given up, since the server stops.
      case "starting":
        return refused("server_stopping", `Cannot start agent "${id}"`);
      default:
        return { ok: true, value: agent };
    }
  }

  async function interruptAgent(id: AgentId): Promise<Outcome<Agent>> {
    const agent = await findAgent(deps, id);
    if (!agent) return notFoundRefusal(id);
    if (isEnded(agent.state)) return endedRefusal(agent);
    await writer.append([{
      type: "agent.interruption_requested",
      agent_id: id,
      data: { by: PERSON },
    }]);
    await roster.interrupt(id, "Interrupted by the operator");
    return { ok: true, value: agent };
  }

  async function terminateAgent(
    id: AgentId,
    reason = "terminated by the operator",
    by = PERSON,
  ): Promise<Outcome<Agent>> {
    const agent = await findAgent(deps, id);
    if (!agent) return notFoundRefusal(id);
    if (agent.state.status === "terminated") return { ok: true, value: agent };
    if (agent.state.status === "failed") return await dismiss(agent, by);
    const ending = endings.get(id) ??
      end(id, reason, by).finally(() => endings.delete(id));
    endings.set(id, ending);
    return await ending;
  }

  /** A failed agent has no process any more; it stops asking for attention. */
  async function dismiss(
    agent: Agent,
    by: Actor,
  ): Promise<Outcome<Agent>> {
    await writer.append([{
      type: "agent.terminated",
      agent_id: agent.id,
      data: { reason: "dismissed by the operator after it had failed", by },
    }]);
    return { ok: true, value: writer.committed.agents[agent.id] ?? agent };
  }

  async function end(
    id: AgentId,
    ended: string,
    by: Actor,
  ): Promise<Outcome<Agent>> {
    const reason = "its agent was terminated";
    await writer.append([
      ...Object.values(writer.head.tasks)
        .filter((task) => task.agent_id === id && hasAgent(task.state))
        .flatMap((task) => takenFrom(task, reason)),
      ...cancelWaiting(writer.head, id, reason),
      { type: "agent.termination_requested", agent_id: id, data: { by } },
    ]);
    await roster.stop(id);
    await appendFacts(deps, () => [{
      type: "agent.terminated",
      agent_id: id,
      data: { reason: ended },
    }]);
    const agent = writer.committed.agents[id];
    return agent ? { ok: true, value: agent } : notFoundRefusal(id);
  }

  /** What anybody may do goes back to the queue; the rest ends with its agent. */
  function takenFrom(task: Task, reason: string): EventDraft[] {
    const { head } = writer;
    if (!task.pinned && !isHandedOff(head, task)) {
      return interruption(head, task, reason, deps.sources.now());
    }
    return [
      ...(task.handoff_id ? deps.handoffs.endOf(task.handoff_id, reason) : []),
      {
        type: "task.cancelled",
        agent_id: task.agent_id ?? undefined,
        task_id: task.id,
        data: { reason },
      },
    ];
  }

  return { createAgent, whenStarted, interruptAgent, terminateAgent };
}

/** The agent as decided so far, or from the store when it ended long ago. */
export async function findAgent(
  deps: Pick<AgentCommandDeps, "writer" | "store" | "kept">,
  id: AgentId,
): Promise<Agent | undefined> {
  return ownRecord(deps.writer.head.agents, id) ??
    await deps.store.readAgent(id) ?? await retiredAgent(deps, id);
}

/** Why there is no place for one more. */
export function limitRefusal(deps: AgentCommandDeps) {
  const living = Object.values(deps.writer.head.agents)
    .filter((agent) => !isEnded(agent.state)).length;
  if (living < deps.maxAgents) return undefined;
  return {
    code: "agent_limit_reached" as const,
    message:
      `Cannot create an agent: ${living} of ${deps.maxAgents} are running (CLAUDE_MAX_AGENTS)`,
  };
}

async function sessionRefusal(
  deps: AgentCommandDeps,
  id: SessionId | undefined,
): Promise<Refusal | undefined> {
  if (!id) return undefined;
  const session = await findSession(deps, id);
  if (!session) return missingRefusal(id);
  return isArchived(session)
    ? archivedRefusal(id, "create an agent in session")
    : undefined;
}

/** Why no agent may live in the session. Without a wait: an active session is always in the fleet. */
export function archivalRefusal(
  { writer }: AgentCommandDeps,
  id: SessionId | null | undefined,
): Refusal | undefined {
  const session = id && writer.head.sessions[id];
  return !id || (session && !isArchived(session))
    ? undefined
    : archivedRefusal(id, "create an agent in session");
}

function newAgent(
  deps: AgentCommandDeps,
  id: AgentId,
  config: AgentConfig,
  workingDirectory: string,
): Agent {
  const at = deps.sources.now();
  return {
    id,
    name: config.name ?? freeName(deps.writer.head, config),
    role: config.role,
    model: config.model,
    config,
    state: { status: "starting", since: at, resuming: false },
    claude_session: { id: crypto.randomUUID(), begun: false },
    working_directory: workingDirectory,
    session_id: config.session_id ?? null,
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

function refused(code: RefusalCode, message: string) {
  return { ok: false, refusal: { code, message } } as const;
}

/** There is no such agent. */
export function notFoundRefusal(id: AgentId) {
  return refused("agent_not_found", `Cannot find agent "${id}"`);
}

/** The agent is there, and can do nothing any more. */
export function endedRefusal(agent: Agent) {
  return refused(
    "agent_ended",
    `Cannot use agent "${agent.id}": it is ${agent.state.status}`,
  );
}
