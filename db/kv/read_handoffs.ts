import { Handoff } from "@/domain/handoff.ts";
import { HandoffId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import type { HandoffFilter } from "@/domain/record_filters.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { readPage } from "./record_pages.ts";

/** One hand-off as it is now. */
export async function readHandoff(
  kv: Deno.Kv,
  id: HandoffId,
): Promise<Handoff | undefined> {
  const entry = await kv.get(keys.handoff(id));
  return entry.value === null ? undefined : parseRecord(Handoff, entry);
}

/** Hand-offs that fit, newest first; see `readPage`. */
export function listHandoffs(
  kv: Deno.Kv,
  filter: HandoffFilter,
): Promise<Page<Handoff>> {
  const { taskId, status } = filter;
  return readPage(
    kv,
    taskId ? keys.handoffsOfTask(taskId) : keys.handoffs,
    filter,
    (entry) =>
      taskId
        ? readHandoff(kv, HandoffId.parse(entry.key.at(-1)))
        : parseRecord(Handoff, entry),
    (handoff) => !status || handoff.state.status === status,
  );
}
