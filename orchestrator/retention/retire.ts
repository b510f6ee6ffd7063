import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { SessionId } from "@/domain/ids.ts";
import {
  belongsToLiving,
  livingReferences,
  RETIRED_AT_ONCE,
  type RetiredRecords,
  retiredTask,
  textsOf,
} from "@/domain/retirement.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { EventWriter } from "../event_writer.ts";

/** Records that may go, as whoever asks has seen them. */
export type Retirable = {
  readonly tasks?: readonly Task[];
  readonly agents?: readonly Agent[];
  readonly sessions?: readonly SessionId[];
};

/**
 * Lets the live store go of these records, as far as they are still as they
 * were seen, over, and referred to by nothing that lives. Gives how many of
 * them went.
 *
 * @throws {StoreUnavailable} (as a rejection) when the store takes no commit;
 * the same may be asked again.
 */
export async function retire(
  writer: EventWriter,
  wanted: Retirable,
): Promise<{ readonly tasks: number; readonly agents: number }> {
  let tasks = 0;
  let agents = 0;
  for (const part of inParts(wanted)) {
    // No wait between the look and the append: what is checked stays true.
    const data = stillOver(writer.head, part);
    const count = data.tasks.length + data.agents.length +
      data.sessions.length;
    if (count === 0) continue;
    await writer.append([{ type: "records.retired", data }]);
    tasks += data.tasks.length;
    agents += data.agents.length;
  }
  return { tasks, agents };
}

/** What of it may go now. Pure. */
export function stillOver(
  fleet: Fleet,
  { tasks = [], agents = [], sessions = [] }: Retirable,
): RetiredRecords {
  const living = livingReferences(fleet);
  const isAsSeen = (
    known: { readonly updated_seq: number } | undefined,
    seen: { readonly updated_seq: number },
  ) => !known || known.updated_seq === seen.updated_seq;
  const free = tasks.filter((task) =>
    isAsSeen(fleet.tasks[task.id], task) && isTaskEnded(task.state) &&
    !living.has(task.id) && !belongsToLiving(task, fleet)
  );
  return {
    tasks: free.map(retiredTask),
    texts: free.flatMap(textsOf),
    agents: agents.filter((agent) =>
      isAsSeen(fleet.agents[agent.id], agent) && isEnded(agent.state) &&
      !living.has(agent.id)
    ).map(({ id }) => id),
    sessions: sessions.filter((id) => {
      const session = fleet.sessions[id];
      return (!session || isArchived(session)) && !living.has(id);
    }),
  };
}

function* inParts(
  { tasks = [], agents = [], sessions = [] }: Retirable,
): Generator<Retirable> {
  const size = RETIRED_AT_ONCE;
  for (let at = 0; at < tasks.length; at += size) {
    yield { tasks: tasks.slice(at, at + size) };
  }
  for (let at = 0; at < agents.length; at += size) {
    yield { agents: agents.slice(at, at + size) };
  }
  if (sessions.length > 0) yield { sessions };
}
