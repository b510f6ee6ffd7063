import { Agent } from "@/domain/agent.ts";
import { ExternalId, TaskId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";

/** The task that its caller knows by that id, also when it has left the store. */
export async function readTaskIdByExternalId(
  kv: Deno.Kv,
  externalId: string,
): Promise<TaskId | undefined> {
  if (!ExternalId.safeParse(externalId).success) return undefined;
  const entry = await kv.get(keys.taskByExternalId(externalId));
  return entry.value === null ? undefined : parseRecord(TaskId, entry);
}

/** When the newest task that left was made, in milliseconds since 1970; 0 when none did. */
export async function readNewestRetiredMs(kv: Deno.Kv): Promise<number> {
  const entry = await kv.get<Deno.KvU64>(keys.newestRetiredTask);
  return entry.value === null ? 0 : Number(entry.value.value);
}

/** All agents, newest first. The cursor is the last one of the page before. */
export async function listAgents(
  kv: Deno.Kv,
  range: { readonly limit: number; readonly cursor?: string },
): Promise<Page<Agent>> {
  const prefix = keys.agents;
  const selector = range.cursor
    ? { prefix, end: [...prefix, range.cursor] }
    : { prefix };
  const items: Agent[] = [];
  const options = { reverse: true, limit: range.limit };
  for await (const entry of kv.list(selector, options)) {
    items.push(parseRecord(Agent, entry));
  }
  const isFull = items.length === range.limit;
  return { items, next: isFull ? items.at(-1)?.id ?? null : null };
}
