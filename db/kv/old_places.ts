import { AgentId, SessionId } from "@/domain/ids.ts";
import type { FleetBatch } from "@/domain/fleet_batch.ts";
import { z } from "zod";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";

/** What one `getMany` takes. */
const READ_AT_ONCE = 10;

const Placed = z.object({
  agent_id: AgentId.nullable(),
  session_id: SessionId.nullable().default(null),
});

/**
 * Keys of indexes under which tasks of the batch stand, and will not stand any
 * more: they go to another agent, or to none.
 */
export async function oldPlaces(
  kv: Deno.Kv,
  batch: Pick<FleetBatch, "events" | "tasks">,
): Promise<readonly Deno.KvKey[]> {
  // Nothing else takes a task from one agent to another, and most events are
  // pieces of transcripts.
  const named = new Set<string>(
    batch.events.flatMap((event) =>
      event.type.startsWith("task.") && "task_id" in event && event.task_id
        ? [event.task_id]
        : []
    ),
  );
  const tasks = batch.tasks.filter(({ id }) => named.has(id));
  const places: Deno.KvKey[] = [];
  for (let from = 0; from < tasks.length; from += READ_AT_ONCE) {
    const some = tasks.slice(from, from + READ_AT_ONCE);
    const stored = await kv.getMany(some.map(({ id }) => keys.task(id)));
    for (const [index, { id, agent_id, session_id }] of some.entries()) {
      const entry = stored[index];
      if (!entry || entry.value === null) continue;
      const before = parseRecord(Placed, entry);
      if (before.agent_id && before.agent_id !== agent_id) {
        places.push(keys.taskOfAgent(before.agent_id, id));
      }
      if (before.session_id && before.session_id !== session_id) {
        places.push(keys.taskOfSession(before.session_id, id));
      }
    }
  }
  return places;
}
