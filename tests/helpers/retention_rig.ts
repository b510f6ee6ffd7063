import { trimEvents } from "@/db/kv/trim_events.ts";
import { Agent } from "@/domain/agent.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import { shortText } from "@/domain/long_text.ts";
import { Task } from "@/domain/task.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import {
  type LiveRetentionDeps,
  retireOld,
} from "@/orchestrator/retention/live_retention.ts";
import { retire } from "@/orchestrator/retention/retire.ts";
import {
  agentId,
  AT,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore } from "@/tests/helpers/live_store.ts";

const HOUR_MS = 3_600_000;
const ALL_EVENTS = 1_000_000;

/** An agent as the store has it. */
export const agent = (n: number) => Agent.parse(sampleAgent(n));
export const task = (n: number, changes: Partial<Task> = {}) =>
  Task.parse({ ...sampleTask(n, 1), ...changes });

/** That task was cancelled. */
export function cancelled(n: number): EventDraft {
  return {
    type: "task.cancelled",
    agent_id: agentId(1),
    task_id: taskId(n),
    data: { reason: "" },
  };
}

/** That agent has ended. */
export function terminated(n: number): EventDraft {
  return {
    type: "agent.terminated",
    agent_id: agentId(n),
    data: { reason: "" },
  };
}

/** An entry of the first agent's transcript. */
export function said(n: number, text = shortText("a word")): EventDraft {
  return {
    type: "transcript.appended",
    agent_id: agentId(1),
    data: {
      entry: {
        agent_id: agentId(1),
        n,
        at: AT,
        task_id: null,
        parent_tool_use_id: null,
        kind: "notice",
        level: "info",
        text,
      },
    },
  };
}

/** A store with a history that has everything, and a clock that the test sets. */
export async function rig() {
  const opened = await openStore();
  const { store, kv } = opened;
  const writer = new EventWriter(store, { now: () => AT }, await store.load());
  const clock = { hours: 0 };
  const away: { state?: HistoryState } = {};
  const lost = new Set<string>();
  const deps: LiveRetentionDeps = {
    store,
    fleet: () => writer.committed,
    retire: (wanted) => retire(writer, wanted),
    historyState: () =>
      away.state ?? { kind: "healthy", seq: writer.committed.seq },
    nowMs: () => Date.parse(AT) + clock.hours * HOUR_MS,
    rest: () => Promise.resolve(true),
    hours: 72,
    keptTasks: 5_000,
  };
  const history = {
    kept: (_: unknown, records: readonly { readonly id: string }[]) =>
      Promise.resolve(
        new Set(records.map(({ id }) => id).filter((id) => !lost.has(id))),
      ),
    lastEntry: () => Promise.resolve(writer.committed.seq),
  };
  return {
    store,
    kv,
    writer,
    clock,
    away,
    lost,
    /** The log lets go of all that is in it now. */
    trimLog: async () => {
      while (await trimEvents(kv, ALL_EVENTS) > 0);
    },
    run: (changes: Partial<LiveRetentionDeps> = {}) =>
      retireOld({ ...deps, ...changes }, history),
    again: () => opened.again().load(),
    keyCount: async () => {
      let count = 0;
      for await (const _ of kv.list({ prefix: [] })) count++;
      return count;
    },
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}
