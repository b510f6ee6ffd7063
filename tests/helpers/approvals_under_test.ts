import type { Approval } from "@/domain/approval.ts";
import type { PermissionAnswer } from "@/domain/claude_process.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { ApprovalId, TaskId } from "@/domain/ids.ts";
import { ApprovalDesk } from "@/orchestrator/approvals/approval_desk.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
  taskId,
} from "./fleet.ts";
import { HandClock } from "./hand_clock.ts";
import { openStore } from "./live_store.ts";

/** One agent's process, as far as the desk sees it. */
export type FakeAsk = {
  /** What the process was told, in order. */
  readonly answers: readonly PermissionAnswer[];
  readonly settled: Promise<void>;
};

/** How long requests wait here. */
export const TIMEOUT_MS = 900_000;

/** A desk with agents 1 to 4 that work on tasks 1 to 4, on a store that outlives it. */
export async function openDesk() {
  const open = await openStore();
  const clock = new HandClock(AT);
  let ids = 0;
  const sources = {
    now: clock.now,
    newId: () =>
      `01900000-0000-7000-800d-${(++ids).toString(16).padStart(12, "0")}`,
  };
  let requests = 0;

  async function live() {
    const store = open.again();
    const writer = new EventWriter(store, sources, await store.load());
    const told: FleetEvent[] = [];
    writer.subscribe({
      events: (events) => told.push(...events),
      delta: () => {},
    });
    const newDesk = () =>
      new ApprovalDesk({
        writer,
        store,
        sources,
        log: { info: () => {}, error: () => {} },
        after: clock.after,
        timeoutMs: TIMEOUT_MS,
        realPath: (path) => Promise.resolve(path),
      });
    return { store, writer, told, newDesk };
  }
  const first = await live();
  await first.writer.append([1, 2, 3, 4].flatMap((n) => work(n)));
  let life = { ...first, desk: first.newDesk() };

  /** Agent `n` asks, for task `n` unless told otherwise. */
  async function ask(
    n: number,
    input: Readonly<Record<string, unknown>>,
    changes: {
      readonly tool?: string;
      readonly task?: TaskId | null;
      readonly requestId?: string;
      readonly fails?: boolean;
    } = {},
  ): Promise<FakeAsk> {
    const answers: PermissionAnswer[] = [];
    const { task = taskId(n), tool = "Bash" } = changes;
    const { settled } = await life.desk.ask({
      agent: life.writer.head.agents[agentId(n)]!,
      taskId: task ?? undefined,
      event: {
        kind: "permission_requested",
        requestId: changes.requestId ?? `request-${++requests}`,
        toolName: tool,
        toolUseId: `toolu_${requests}`,
        input,
        suggestions: [],
        needsPerson: tool === "AskUserQuestion",
        blockedPath: undefined,
      },
      answer: (answer) => {
        answers.push(answer);
        return changes.fails
          ? Promise.reject(new Error("the process is gone"))
          : Promise.resolve();
      },
    });
    return { answers, settled };
  }

  return {
    clock,
    ask,
    get desk() {
      return life.desk;
    },
    get writer() {
      return life.writer;
    },
    /** Events of this life of the server. */
    get told() {
      return life.told;
    },
    /** All requests as they are now, the oldest first. */
    approvals: (): Approval[] =>
      Object.values(life.writer.committed.approvals)
        .sort((a, b) => a.id < b.id ? -1 : 1),
    /** The id of the n-th request. */
    id: (n: number) =>
      Object.keys(life.writer.committed.approvals).sort()[n - 1] as ApprovalId,
    /** The server ends, however it did, and another life begins. */
    async restart() {
      life.desk[Symbol.dispose]();
      await life.writer.drained();
      const next = await live();
      life = { ...next, desk: next.newDesk() };
    },
    [Symbol.dispose]() {
      life.desk[Symbol.dispose]();
      open[Symbol.dispose]();
    },
  };
}

function work(n: number): EventDraft[] {
  const place = { agent_id: agentId(n), task_id: taskId(n) };
  return [
    ...createdDrafts(
      sampleAgent(n, { state: { status: "idle", since: AT, process_id: 7 } }),
      sampleTask(n, n),
    ),
    {
      type: "task.assigned",
      ...place,
      data: { attempt: 1, message_uuid: crypto.randomUUID() },
    },
    { type: "task.started", ...place, data: { attempt: 1 } },
  ];
}
