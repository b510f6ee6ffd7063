import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { SessionId } from "@/domain/ids.ts";
import { isFit, loadOf, workersOf } from "./workers.ts";

/**
 * Who can be chosen, as the manager reads it: the least busy first, those who
 * wait for a person last, and the parts that nobody can do.
 */
export function workerList(
  fleet: Fleet,
  session: SessionId | null,
  handoff: Handoff | undefined,
): string {
  const workers = workersOf(fleet, session)
    .map((agent) => ({ agent, load: loadOf(fleet, agent.id) }))
    .sort((a, b) =>
      Number(waitsForPerson(a.agent)) - Number(waitsForPerson(b.agent)) ||
      a.load - b.load || (a.agent.id < b.agent.id ? -1 : 1)
    );
  const parts = handoff?.parts ?? [];
  const lines = workers.map(({ agent, load }) => line(agent, load));
  const hopeless = parts.filter(({ requires }) =>
    !workers.some(({ agent }) => isFit(agent, requires))
  ).map(({ key, requires }) =>
    `Nobody here can do part "${key}"${
      requires.length > 0 ? `, which needs ${requires.join(", ")}` : ""
    }. Choose for the others, and say in your answer what is missing: a person may add a worker.`
  );
  return [
    workers.length === 0 ? "There are no workers." : "",
    ...lines,
    ...hopeless,
  ].filter(Boolean).join("\n");
}

function line(agent: Agent, load: number): string {
  const can = agent.config.capabilities?.join(", ") || "nothing special";
  const tasks = load === 1 ? "1 task" : `${load} tasks`;
  const now = waitsForPerson(agent) ? "waits for a person" : agent.state.status;
  return `- worker_id ${agent.id}: ${agent.name}; can: ${can}; ${now}, ${tasks}; model ${agent.model}`;
}

/** Nobody knows for how long. */
function waitsForPerson({ state }: Agent): boolean {
  return state.status === "busy" &&
    state.activity.kind === "awaiting_approval";
}
