import { Agent } from "@/domain/agent.ts";
import {
  EMPTY_FLEET,
  type Fleet,
  KEPT_ARCHIVED_SESSIONS,
  KEPT_ENDED_AGENTS,
  KEPT_ENDED_TASKS,
} from "@/domain/fleet.ts";
import { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { Session } from "@/domain/session.ts";
import { Task } from "@/domain/task.ts";
import { z } from "zod";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { readAgent, readSession, readTask } from "./read.ts";

const Head = z.object({ seq: z.int().nonnegative(), schema: z.literal(1) });

/** The last event in the store; 0 when there is none yet. */
export async function readLastSeq(kv: Deno.Kv): Promise<number> {
  const head = await kv.get(keys.head);
  return head.value === null ? 0 : parseRecord(Head, head).seq;
}

/** The fleet as the last commit left it, with the versionstamp of that commit. */
export async function loadFleet(
  kv: Deno.Kv,
): Promise<{ readonly fleet: Fleet; readonly versionstamp: string | null }> {
  const head = await kv.get(keys.head);
  if (head.value === null) {
    return { fleet: EMPTY_FLEET, versionstamp: null };
  }
  const { seq } = parseRecord(Head, head);
  const fleet: Fleet = {
    ...EMPTY_FLEET,
    seq,
    agents: Object.fromEntries([
      ...await newest(kv, keys.agents, Agent, KEPT_ENDED_AGENTS),
      ...await indexed(
        kv,
        keys.liveAgents,
        (id) => readAgent(kv, AgentId.parse(id)),
      ),
    ]),
    tasks: Object.fromEntries([
      ...await newest(kv, keys.tasks, Task, KEPT_ENDED_TASKS),
      ...await indexed(
        kv,
        keys.openTasks,
        (id) => readTask(kv, TaskId.parse(id)),
      ),
    ]),
    sessions: Object.fromEntries([
      ...await newest(kv, keys.sessions, Session, KEPT_ARCHIVED_SESSIONS),
      ...await indexed(
        kv,
        keys.activeSessions,
        (id) => readSession(kv, SessionId.parse(id)),
      ),
    ]),
  };
  return { fleet, versionstamp: head.versionstamp };
}

/** The records created last: ids sort by the time they were made. */
async function newest<R extends { readonly id: string }>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  schema: z.ZodType<R>,
  limit: number,
): Promise<[string, R][]> {
  const found: [string, R][] = [];
  for await (const entry of kv.list({ prefix }, { limit, reverse: true })) {
    const record = parseRecord(schema, entry);
    found.push([record.id, record]);
  }
  return found;
}

async function indexed<R extends { readonly id: string }>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  read: (id: unknown) => Promise<R | undefined>,
): Promise<[string, R][]> {
  const found: [string, R][] = [];
  for await (const { key } of kv.list({ prefix })) {
    const record = await read(key.at(-1));
    if (record) found.push([record.id, record]);
  }
  return found;
}
