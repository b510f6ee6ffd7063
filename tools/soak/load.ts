import type { VampClient } from "@/client/mod.ts";

/** Agents that are given work without end. */
export type SoakLoad = {
  /** Tasks that ended so far, well or not. */
  ended(): number;
  /** Tasks that did not end well, each with why. */
  readonly bad: readonly string[];
  /** The newest event that came over the event stream. */
  seq(): number;
  /** Lets the agents do what they have, gives them nothing more, and leaves. */
  stop(): Promise<void>;
};

/** How busy the agents are kept. */
export type SoakPace = {
  /** From a task's end to the next one for the same agent, now. */
  readonly pauseMs: (kind: SoakAgent["kind"]) => number;
};

/** An agent of the soak. */
export type SoakAgent = {
  readonly id: string;
  readonly kind: "claude" | "stand-in";
};

const ENDS: ReadonlySet<string> = new Set([
  "task.completed",
  "task.failed",
  "task.cancelled",
]);

/** A task takes seconds; this long without its end, the end was lost. */
const TOLD_WITHIN_MS = 180_000;

/** Gives every agent one task after another, each when the last one is over. */
export function keepBusy(
  client: VampClient,
  agents: readonly SoakAgent[],
  pace: SoakPace,
): SoakLoad {
  const stopping = new AbortController();
  const leaving = new AbortController();
  const waiting = new Map<string, () => void>();
  const over = new Set<string>();
  const bad: string[] = [];
  const connected = Promise.withResolvers<void>();
  let ended = 0;
  let seq = 0;

  const following = (async () => {
    const { signal } = leaving;
    for await (const item of client.events({ topics: ["fleet"], signal })) {
      if (item.kind === "snapshot") connected.resolve();
      if (item.kind !== "event") continue;
      const { event } = item;
      seq = event.seq;
      if (!ENDS.has(event.type) || !event.task_id) continue;
      ended++;
      if (event.type !== "task.completed") {
        bad.push(`${event.task_id}: ${JSON.stringify(event.data)}`);
      }
      const heard = waiting.get(event.task_id);
      if (heard) heard();
      else over.add(event.task_id);
    }
  })().catch((error) => {
    if (!leaving.signal.aborted) throw error;
  });

  const isOver = async (taskId: string) => {
    // The stream may have told of it before the call was answered.
    if (over.delete(taskId)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.set(taskId, resolve);
    const late = setTimeout(() => {
      bad.push(`${taskId}: nobody told of its end within ${TOLD_WITHIN_MS} ms`);
      resolve();
    }, TOLD_WITHIN_MS);
    await promise;
    clearTimeout(late);
    waiting.delete(taskId);
  };
  const working = agents.map(async ({ id, kind }, index) => {
    // What ends before the stream is up would be waited for in vain.
    await connected.promise;
    // Not all at once: agents of a person do not march in step, either.
    await pause(pace.pauseMs(kind) * index / agents.length, stopping.signal);
    for (let n = 1; !stopping.signal.aborted; n++) {
      const task = await client.agents.assign(id, {
        title: `Piece ${n}`,
        description: `Do piece-${n} of the soak`,
      });
      await isOver(task.id);
      await pause(pace.pauseMs(kind), stopping.signal);
    }
  });
  return {
    ended: () => ended,
    bad,
    seq: () => seq,
    async stop() {
      stopping.abort();
      await Promise.all(working);
      leaving.abort();
      await following;
    },
  };
}

/** Resolves after so many milliseconds, or at once when the signal comes. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted || ms <= 0) resolve();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve());
  return promise.finally(() => clearTimeout(timer));
}
