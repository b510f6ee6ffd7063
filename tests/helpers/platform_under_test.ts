import { strict as assert } from "node:assert";
import { join } from "node:path";
import { v7 } from "uuid";
import { LiveStore } from "@/db/kv/live_store.ts";
import { type Agent, AgentConfig } from "@/domain/agent.ts";
import { blotSecrets } from "@/domain/blot_secrets.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Outcome } from "@/domain/platform.ts";
import { NewTask, type Task } from "@/domain/task.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { StorageBoard } from "@/host/kv_care/storage_board.ts";
import { realPath } from "@/host/real_path.ts";
import { agentFolders } from "@/host/agent_folders.ts";
import type { WakeClocks } from "@/orchestrator/boot/wake_watch.ts";
import { openPlatform, type Platform } from "@/orchestrator/platform.ts";
import type { ScriptInput } from "@/model/mod.ts";
import { createStartClaude } from "@/wrapper/start_claude.ts";
import { residentMbByAgent } from "@/wrapper/resident_memory.ts";
import { findTagged, sweepLeftovers } from "@/wrapper/sweep.ts";
import { systemTimers } from "@/wrapper/timers.ts";
import { NO_HISTORY } from "./no_history.ts";
import { type ClaudeBench, openBench } from "./claude_under_test.ts";

type PlatformChanges = {
  readonly maxAgents?: number;
  readonly parallelStarts?: number;
  readonly maxRunning?: number;
  readonly leaseMs?: number;
  readonly silenceMs?: number;
  readonly approvalTimeoutMs?: number;
  /** In place of the real ones. */
  readonly clocks?: WakeClocks;
  /** What the host has free, in MiB; agents start with 512 at least. */
  readonly freeMemoryMb?: () => number;
  /** In place of the real one. */
  readonly claudePath?: string;
  /** In place of a key. */
  readonly agentEnv?: Readonly<Record<string, string>>;
};

/** A platform with real agents on a scripted model, in a data folder that outlives it. */
export type PlatformBench = AsyncDisposable & {
  readonly bench: ClaudeBench;
  /** What the platform hears of its storage. */
  readonly board: StorageBoard;
  /** The life that runs now. */
  readonly platform: Platform;
  /** Marks the processes of that life. */
  readonly instanceId: string;
  /** Stops the platform and closes its store. */
  stop(): Promise<void>;
  /** Begins another life on the same data. */
  reopen(): Promise<void>;
  /** All events of all lives so far. */
  events(): Promise<readonly FleetEvent[]>;
  /** Waits until the fleet is as `find` says, and gives what it found. */
  until<T>(
    find: (fleet: Fleet) => T | undefined | false,
    deadlineMs?: number,
  ): Promise<T>;
  /** Creates an agent and waits until it is idle. */
  agent(config?: Partial<AgentConfig>): Promise<Agent>;
  give(agent: AgentId, task: Partial<NewTask>): Promise<Task>;
  /** Creates a task for whoever can do it. */
  anybody(task: Partial<NewTask>): Promise<Task>;
  /** Waits until the task has ended. */
  ended(task: Task, deadlineMs?: number): Promise<Task>;
  transcript(agent: AgentId): Promise<readonly TranscriptEntry[]>;
};

/** Opens a platform as the server does, with the script for all its agents. */
export async function openPlatformBench(
  script: ScriptInput,
  changes: PlatformChanges = {},
): Promise<PlatformBench> {
  const { claudePath } = changes;
  const bench = await openBench(script, claudePath ? { claudePath } : {});
  const startClaude = createStartClaude(bench.deps);
  const board = new StorageBoard();
  const open = async () => {
    const instanceId = crypto.randomUUID();
    const kv = await Deno.openKv(join(bench.folder, "live.sqlite3"));
    const platform = await openPlatform({
      store: new LiveStore(kv),
      kept: () => NO_HISTORY,
      sources: { now: () => new Date().toISOString(), newId: () => v7() },
      folders: agentFolders({
        dataDir: bench.folder,
        allowedRoots: [],
        home: undefined,
        ownConfig: true,
      }),
      startClaude,
      storage: board,
      probeClaude: () =>
        Promise.resolve({ kind: "ready", path: "claude", source: "test" }),
      log: { info: () => {}, error: () => {} },
      version: "0.0.0",
      earlierLife: { containment: "contained", killed: [] },
      instanceId,
      agentEnv: {
        ...changes.agentEnv ?? { ANTHROPIC_API_KEY: "test-key" },
        ANTHROPIC_BASE_URL: bench.model.url,
      },
      blot: blotSecrets([]),
      defaultTimeoutSeconds: 300,
      maxAgents: changes.maxAgents ?? 10,
      parallelStarts: changes.parallelStarts ?? 2,
      maxRunning: changes.maxRunning ?? 100,
      leaseMs: changes.leaseMs ?? 120_000,
      silenceMs: changes.silenceMs ?? 60_000,
      approvalTimeoutMs: changes.approvalTimeoutMs ?? 900_000,
      realPath,
      random: () => 0,
      ...(changes.clocks && { clocks: changes.clocks }),
      demo: false,
      residentMb: async () =>
        residentMbByAgent(
          await findTagged(bench.deps.host, instanceId),
          instanceId,
        ),
      ...(changes.freeMemoryMb && {
        freeMemoryMb: changes.freeMemoryMb,
        minFreeMemoryMb: 512,
      }),
    });
    let stopped: Promise<void> | undefined;
    const stop = () => stopped ??= platform.stop().then(() => kv.close());
    return { instanceId, platform, stop };
  };
  let life = await open();
  const lives = [life];

  async function until<T>(
    find: (fleet: Fleet) => T | undefined | false,
    deadlineMs = 30_000,
  ): Promise<T> {
    const { platform } = life;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = () => {
      const found = find(platform.fleet());
      if (found !== undefined && found !== false) resolve(found);
    };
    const timer = setTimeout(
      () =>
        reject(
          new assert.AssertionError({
            message: `deadline passed: ${JSON.stringify(platform.fleet())}`,
          }),
        ),
      deadlineMs,
    );
    const leave = platform.subscribe({ events: look, delta: () => {} });
    try {
      look();
      return await promise;
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  return {
    bench,
    board,
    get platform() {
      return life.platform;
    },
    get instanceId() {
      return life.instanceId;
    },
    stop: () => life.stop(),
    async reopen() {
      await life.stop();
      life = await open();
      lives.push(life);
    },
    events: () => life.platform.readEvents(0, 10_000),
    until,
    async agent(config = {}) {
      const wanted = AgentConfig.parse({ role: "worker", ...config });
      const { id } = granted(await life.platform.createAgent(wanted));
      return granted(await life.platform.whenStarted(id));
    },
    async give(agent, task) {
      const wanted = NewTask.parse({ description: "do it", ...task });
      return granted(await life.platform.assignTask(agent, wanted)).task;
    },
    async anybody(task) {
      const wanted = NewTask.parse({ description: "do it", ...task });
      return granted(await life.platform.createTask(wanted, {})).task;
    },
    ended: ({ id }, deadlineMs) =>
      until(({ tasks }) => {
        const task = tasks[id];
        return task && ENDED.has(task.state.status) && task;
      }, deadlineMs),
    transcript: (agent) =>
      life.platform.readTranscript(agent, { limit: 10_000 }),
    async [Symbol.asyncDispose]() {
      await life.stop();
      const ids = lives.map(({ instanceId }) => instanceId);
      const left = await sweepLeftovers(bench.deps.host, ids, systemTimers);
      await bench[Symbol.asyncDispose]();
      assert.deepEqual(left, [], "the platform left processes behind");
    },
  };
}

const ENDED = new Set(["completed", "failed", "cancelled"]);

/** The value of a command that must not be refused. */
export function granted<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

/** Why a command was refused. */
export function refusalOf(outcome: Outcome<unknown>): string {
  assert.ok(!outcome.ok, "the command was not refused");
  return outcome.refusal.code;
}
