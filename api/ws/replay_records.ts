import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId, ApprovalId, IncidentId, TaskId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import type { Records } from "./server_message.ts";

/**
 * The records that events of the past speak of, as they are now: from the
 * fleet, and where they left it, from the store or the history.
 */
export async function replayRecords(
  platform: Pick<
    Queries,
    "fleet" | "findAgent" | "findTask" | "findApproval" | "findIncident"
  >,
  events: readonly FleetEvent[],
): Promise<Records> {
  const { agents, tasks, approvals, incidents } = platform.fleet();
  const wanted = {
    agents: ids(),
    tasks: ids(),
    approvals: ids(),
    incidents: ids(),
  };
  for (const event of events) {
    if ("agent_id" in event) wanted.agents.add(event.agent_id ?? "");
    if ("task_id" in event) wanted.tasks.add(event.task_id ?? "");
    if ("approval_id" in event) wanted.approvals.add(event.approval_id);
    if ("incident_id" in event) wanted.incidents.add(event.incident_id);
  }
  return {
    agents: await complete(
      agents,
      wanted.agents,
      (id) => platform.findAgent(id as AgentId),
    ),
    tasks: await complete(
      tasks,
      wanted.tasks,
      (id) => platform.findTask(id as TaskId),
    ),
    approvals: await complete(
      approvals,
      wanted.approvals,
      (id) => platform.findApproval(id as ApprovalId),
    ),
    incidents: await complete(
      incidents,
      wanted.incidents,
      (id) => platform.findIncident(id as IncidentId),
    ),
  };
}

function ids(): Set<string> {
  return new Set();
}

async function complete<R>(
  here: Readonly<Record<string, R>>,
  wanted: ReadonlySet<string>,
  find: (id: string) => Promise<R | undefined>,
): Promise<Readonly<Record<string, R>>> {
  const missing = [...wanted].filter((id) => id !== "" && !(id in here));
  if (missing.length === 0) return here;
  const all: Record<string, R> = { ...here };
  await Promise.all(missing.map(async (id) => {
    const found = await find(id);
    if (found !== undefined) all[id] = found;
  }));
  return all;
}
