import { join } from "node:path";
import PQueue from "p-queue";
import { v7 } from "uuid";
import { LiveStore } from "@/db/kv/live_store.ts";
import { AgentConfig } from "@/domain/agent.ts";
import { blotSecrets } from "@/domain/blot_secrets.ts";
import { StorageBoard } from "@/host/kv_care/storage_board.ts";
import { openPlatform } from "@/orchestrator/platform.ts";
import { answering, wellEnded } from "@/tests/helpers/answering_claude.ts";
import { NO_HISTORY } from "@/tests/helpers/no_history.ts";
import { StdinWriter } from "@/wrapper/stdin_writer.ts";
import { systemTimers } from "@/wrapper/timers.ts";
import { quantile } from "./quantile.ts";

const TASKS = 1_000;
const WARM_UP = 100;
const WRITE_DEADLINE_MS = 10_000;

/** Milliseconds from a task's creation to its message in an idle agent's standard input. */
export type DispatchTime = {
  readonly medianMs: number;
  readonly p99Ms: number;
  /** The same message through a queue in memory, into the same process. */
  readonly bareMedianMs: number;
  readonly bareP99Ms: number;
};

/**
 * Measures one task at a time, from the command to the byte: checked, durable
 * on disk, claimed (durable again) and written to a process that reads. The
 * process is `cat`, told apart from the CLI by nothing that is measured. After
 * each task the same message goes through a bare queue.
 */
export async function measureDispatch(): Promise<DispatchTime> {
  const folder = await Deno.makeTempDir({ prefix: "vamp-bench-" });
  try {
    using kv = await Deno.openKv(join(folder, "live.sqlite3"));
    await using reader = startReader();
    const platform = await openPlatform({
      store: new LiveStore(kv),
      kept: () => NO_HISTORY,
      startClaude: answering(async ({ uuid, text }) => {
        await reader.write(uuid, text);
        return wellEnded(uuid);
      }),
      sources: { now: () => new Date().toISOString(), newId: () => v7() },
      folders: {
        resolve: () => Promise.resolve({ ok: true, value: folder }),
        prepare: (_, cwd) =>
          Promise.resolve({
            cwd,
            home: folder,
            tmpDir: folder,
            configDir: undefined,
          }),
      },
      storage: new StorageBoard(),
      probeClaude: () =>
        Promise.resolve({ kind: "ready", path: "cat", source: "none" }),
      realPath: (path) => Promise.resolve(path),
      log: { info: () => {}, error: () => {} },
      version: "bench",
      instanceId: "bench",
      agentEnv: {},
      blot: blotSecrets([]),
      defaultTimeoutSeconds: 60,
      maxAgents: 1,
      parallelStarts: 1,
      maxRunning: 10,
      leaseMs: 60_000,
      silenceMs: 60_000,
      approvalTimeoutMs: 60_000,
      random: Math.random,
      earlierLife: { containment: "contained", killed: [] },
      demo: false,
    });
    const config = AgentConfig.parse({ role: "worker" });
    const agent = await platform.createAgent(config);
    if (!agent.ok) throw new Error(agent.refusal.message);
    await platform.whenStarted(agent.value.id);

    const queue = new PQueue({ concurrency: 1 });
    const ours: number[] = [];
    const bare: number[] = [];
    for (let n = 0; n < TASKS + WARM_UP; n++) {
      const done = new Promise<void>((resolve) => {
        const leave = platform.subscribe({
          events: (events) => {
            if (!events.some(({ type }) => type === "task.completed")) return;
            leave();
            resolve();
          },
          delta: () => {},
        });
      });
      const text = `Do job ${n}`;
      const from = performance.now();
      await platform.createTask({ description: text, priority: 0 }, {});
      await done;
      const tookMs = reader.lastWriteMs - from;
      const bareFrom = performance.now();
      await queue.add(() => reader.write(crypto.randomUUID(), text));
      if (n < WARM_UP) continue;
      ours.push(tookMs);
      bare.push(reader.lastWriteMs - bareFrom);
    }
    await platform.stop();
    return {
      medianMs: quantile(ours, 0.5),
      p99Ms: quantile(ours, 0.99),
      bareMedianMs: quantile(bare, 0.5),
      bareP99Ms: quantile(bare, 0.99),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

type Reader = AsyncDisposable & {
  /** When the last message was written, as `performance.now()` tells it. */
  readonly lastWriteMs: number;
  write(uuid: string, text: string): Promise<void>;
};

/** A process that reads whatever is written to it. */
function startReader(): Reader {
  const child = new Deno.Command("cat", {
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const stdin = new StdinWriter(child.stdin, systemTimers, WRITE_DEADLINE_MS);
  let lastWriteMs = 0;
  return {
    get lastWriteMs() {
      return lastWriteMs;
    },
    async write(uuid, text) {
      await stdin.write({
        type: "user",
        message: { role: "user", content: text },
        parent_tool_use_id: null,
        uuid,
      });
      lastWriteMs = performance.now();
    },
    async [Symbol.asyncDispose]() {
      await stdin.close();
      await child.status;
    },
  };
}
