import { strict as assert } from "node:assert";
import { historyQueries } from "@/db/pg/history_queries.ts";
import type { Database } from "@/db/pg/sql.ts";
import { writeBatch } from "@/db/pg/write_batch.ts";
import type { EventDraft } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET } from "@/domain/fleet.ts";
import type { HistoryHit, HistoryOutcome } from "@/domain/history.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Page } from "@/domain/platform.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionId,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";

/** Two agents; the first fails at a task and then does it, and talks meanwhile. */
export const LOG = placed(
  [
    {
      type: "session.created",
      session_id: sessionId(1),
      data: { session: sampleSession(1, { name: "Release" }) },
    },
    ...[1, 2].map((n): EventDraft => ({
      type: "agent.created",
      agent_id: agentId(n),
      data: {
        agent: sampleAgent(n, {
          name: n === 1 ? "Ada" : "Ben",
          session_id: n === 1 ? sessionId(1) : null,
        }),
      },
    })),
    created(1, 1, "Paint the parser green", "mine-1"),
    ...attempt(1),
    {
      type: "task.failed",
      ...place(1, 1),
      data: {
        attempt: 1,
        outcome: "timed_out",
        failure: { kind: "timed_out", message: "It took over 300 s" },
      },
    },
    said(0, "The parser is <b>painted</b> now"),
    created(2, 2, "Count the windows"),
  ] satisfies EventDraft[],
);

/** What an event of that agent about that task says of both. */
export function place(agent: number, task: number) {
  return { agent_id: agentId(agent), task_id: taskId(task) };
}

function created(n: number, agent: number, title: string, own?: string) {
  const task = sampleTask(n, agent, {
    title,
    external_id: own ?? null,
    session_id: agent === 1 ? sessionId(1) : null,
    created_at: `2026-01-0${n}T00:00:00.000Z`,
  });
  return {
    type: "task.created",
    ...place(agent, n),
    data: { task },
  } as const;
}

function attempt(number: number): EventDraft[] {
  return [
    {
      type: "task.assigned",
      ...place(1, 1),
      data: { attempt: number, message_uuid: someId(number) },
    },
    { type: "task.started", ...place(1, 1), data: { attempt: number } },
  ];
}

function said(n: number, text: string) {
  return {
    type: "transcript.appended",
    ...place(1, 1),
    data: {
      entry: {
        ...place(1, 1),
        n,
        at: AT,
        parent_tool_use_id: null,
        kind: "text",
        message_id: "m",
        text: shortText(text),
        aborted: false,
      },
    },
  } as const;
}

/** Writes the log up to `count` events, as the historian does, and asks about it. */
export async function remember(database: Database, count = LOG.length) {
  const events = LOG.slice(0, count);
  const fleet = events.reduce(applyEvent, EMPTY_FLEET);
  await writeBatch(database, {
    events,
    agents: Object.values(fleet.agents),
    tasks: Object.values(fleet.tasks),
    sessions: Object.values(fleet.sessions),
    texts: [],
  });
  return asking(() => database);
}

/** The questions to that database, or to none while the history is away; the log has all events. */
export function asking(database: () => Database | undefined) {
  return historyQueries({
    state: () => ({
      kind: "away",
      since: AT,
      backlog: 3,
      reason: "no route to host",
    }),
    database,
    readLog: (afterSeq, limit) =>
      Promise.resolve(
        LOG.filter(({ seq }) => seq > afterSeq).slice(0, limit),
      ),
  });
}

/** What was answered; fails where it was refused. */
export function valueOf<T>(outcome: HistoryOutcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

/** All pages of a list, each of two items. */
export async function allOf<T>(
  list: (
    range: { limit: number; cursor?: string },
  ) => Promise<HistoryOutcome<Page<T>>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null | undefined;
  do {
    const page = valueOf(
      await list({ limit: 2, ...(cursor ? { cursor } : {}) }),
    );
    assert.ok(page.items.length <= 2);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

/** What a hit is about, in one word. */
export function nameOf(hit: HistoryHit): string {
  return hit.kind === "task" ? hit.task.name : `entry ${hit.entry}`;
}
