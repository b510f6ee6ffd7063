import type { Agent } from "@/domain/agent.ts";
import type { AgentChange } from "@/domain/agent_change.ts";
import { isEnded, processId } from "@/domain/agent_status.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome } from "@/domain/platform.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  type AgentCommandDeps,
  archivalRefusal,
  endedRefusal,
  findAgent,
  limitRefusal,
  notFoundRefusal,
} from "./agent_commands.ts";
import { isHandedOff } from "./queue/end_of_attempt.ts";
import { interruption } from "./reconcile.ts";

/** Who changes an agent by a command; there is one person so far. */
const by = { kind: "person" } as const;

/** What may be done with an agent while it lives; see `domain/platform.ts` for the promises. */
export function agentControl(deps: AgentCommandDeps) {
  const { writer, roster } = deps;
  const restarts = new Map<AgentId, Promise<Outcome<Agent>>>();

  async function pauseAgent(
    agent_id: AgentId,
    reason: string,
  ): Promise<Outcome<Agent>> {
    const done = await append(
      agent_id,
      ({ held }) =>
        held ? [] : [{ type: "agent.held", agent_id, data: { by, reason } }],
    );
    if (done.ok) await roster.holdOne(agent_id);
    return done.ok ? now(agent_id) : done;
  }

  async function resumeAgent(agent_id: AgentId): Promise<Outcome<Agent>> {
    const done = await append(
      agent_id,
      ({ held }) =>
        held ? [{ type: "agent.released", agent_id, data: { by } }] : [],
    );
    if (done.ok) await roster.releaseOne(agent_id);
    return done.ok ? now(agent_id) : done;
  }

  async function changeAgent(
    agent_id: AgentId,
    change: AgentChange,
  ): Promise<Outcome<Agent>> {
    const wasUsedUp = isUsedUp(ownRecord(writer.head.agents, agent_id));
    const done = await append(
      agent_id,
      () => [{ type: "agent.edited", agent_id, data: { by, change } }],
    );
    if (!done.ok) return done;
    if (change.permission_mode) await roster.takeMode(agent_id);
    // Its process holds itself to what it might spend before.
    if (wasUsedUp && !isUsedUp(done.value)) {
      restartAgent(agent_id).catch((error) =>
        deps.log.error("agent was not started again", {
          agent: agent_id,
          error,
        })
      );
    }
    // It may be able to do what it could not do before.
    roster.dispatch();
    return done;
  }

  function restartAgent(id: AgentId): Promise<Outcome<Agent>> {
    const restart = restarts.get(id) ??
      replaceProcess(id).finally(() => restarts.delete(id));
    restarts.set(id, restart);
    return restart;
  }

  async function replaceProcess(id: AgentId): Promise<Outcome<Agent>> {
    const refusal = await deps.claude.refusal();
    if (refusal) return { ok: false, refusal };
    const agent = ownRecord(writer.head.agents, id);
    const hasFailed = agent?.state.status === "failed";
    if (!agent || !hasFailed && isGone(agent)) return await goneRefusal(id);
    // It takes a place again.
    const full = hasFailed &&
      (limitRefusal(deps) ?? archivalRefusal(deps, agent.session_id));
    if (full) return { ok: false, refusal: full };
    const { head } = writer;
    const wasUp = processId(agent.state) !== null;
    await writer.append([
      ...Object.values(head.tasks)
        .filter((task) => task.agent_id === id && hasAgent(task.state))
        // A hand-off goes on with the new process.
        .filter((task) => !isHandedOff(head, task))
        .flatMap((task) =>
          interruption(
            head,
            task,
            "Its agent was started anew",
            deps.sources.now(),
          )
        ),
      { type: "agent.restarted", agent_id: id, data: { by } },
    ]);
    await roster.stop(id);
    // Somebody may have terminated it meanwhile.
    if (writer.head.agents[id]?.state.status === "starting") {
      const counted = writer.head.agents[id]?.claude_session.counted;
      roster.launch(id, wasUp && counted ? counted : NO_USAGE);
    }
    roster.dispatch();
    return now(id);
  }

  /** Tells it of an agent that lives, and answers when it is stored. */
  async function append(
    id: AgentId,
    drafts: (agent: Agent) => readonly EventDraft[],
  ): Promise<Outcome<Agent>> {
    const agent = ownRecord(writer.head.agents, id);
    if (!agent || isGone(agent)) return await goneRefusal(id);
    const told = drafts(agent);
    if (told.length > 0) await writer.append(told);
    return now(id);
  }

  async function goneRefusal(id: AgentId): Promise<Outcome<Agent>> {
    const agent = await findAgent(deps, id);
    return agent ? endedRefusal(agent) : notFoundRefusal(id);
  }

  function now(id: AgentId): Outcome<Agent> {
    const agent = writer.committed.agents[id];
    return agent ? { ok: true, value: agent } : notFoundRefusal(id);
  }

  return { pauseAgent, resumeAgent, restartAgent, changeAgent };
}

/** Whether its budget keeps it from going on. */
function isUsedUp(agent: Agent | undefined): boolean {
  return Boolean(agent?.budget_marks?.reached_at);
}

/** Nothing can be done with it any more. */
function isGone({ state }: Agent): boolean {
  return state.status === "terminating" || isEnded(state);
}
