import { strict as assert } from "node:assert";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import type { Containment } from "@/domain/boot_report.ts";
import { type ScriptedModel, startScriptedModel } from "@/model/mod.ts";
import { type SeededRandom, seededRandom } from "@/model/seeded_random.ts";
import { wholeLog } from "@/tests/helpers/history_and_log.ts";
import { plainPath } from "@/tests/helpers/plain_host.ts";
import { tagged } from "@/tests/helpers/tagged.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

/** What a run came to; times in milliseconds. */
export type ProcessKills = {
  readonly rounds: number;
  /** Processes of agents at the moment of each kill, all added up. */
  readonly killed: number;
  /** The longest time after a kill until nothing of it was left. */
  readonly longestGoneMs: number;
  /** The longest time from the new server's first moment until nothing of the old one was left. */
  readonly longestSweepMs: number;
};

type Wanted = {
  readonly containment: Exclude<Containment, "loose">;
  readonly rounds: number;
  readonly agents: number;
  readonly seed: string;
};

/** A tool that never ends, with a daemon, and a child in a session of its own. */
const ENDLESS = [
  "setsid sleep 987 &",
  "(setsid nohup sh -c 'while :; do sleep 5; done' >/dev/null 2>&1 &);",
  "while true; do sleep 1; done",
].join(" ");
/** Each is a command that one agent's tool runs. */
const PARTS = ["sleep 987", "sleep 5", "sleep 1"];

const SCRIPT = {
  rules: [
    { when: { last_user: "Attempt 2" }, reply: "done" },
    { when: { has_tool_result: true }, reply: "ended" },
  ],
  fallback: {
    tool: { name: "Bash", input: { command: ENDLESS, description: "d" } },
  },
};
const DEADLINE_MS = 120_000;

/**
 * Kills the server again and again while each of its agents is in the middle
 * of a tool, looks how long anything of theirs is left, and that every task
 * comes to one end in the next life.
 */
export async function processKills(wanted: Wanted): Promise<ProcessKills> {
  const random = seededRandom(wanted.seed);
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: SCRIPT });
  const dataDir = join(folder.path, "data");
  const path: Record<string, string> = wanted.containment === "swept"
    ? { PATH: await plainPath(folder.path) }
    : {};
  const start = () => startLife(dataDir, model, path);
  const sums = { killed: 0, longestGoneMs: 0, longestSweepMs: 0 };

  let server = await start();
  try {
    for (let n = 0; n < wanted.agents; n++) {
      await call(server, "/api/agents", {
        role: "worker",
        permission_mode: "dontAsk",
        allowed_tools: ["Bash"],
      });
    }
    for (let round = 0; round < wanted.rounds; round++) {
      const { instance_id: dead } = await lockOf(dataDir);
      await giveAll(server, round);
      await untilMidTool(dead, wanted.agents, random);
      sums.killed += (await tagged(dead)).length;

      const killedAt = performance.now();
      Deno.kill(await server.serverPid(), "SIGKILL");
      if (wanted.containment === "contained") {
        await untilNoneOf(dead);
        const goneMs = performance.now() - killedAt;
        sums.longestGoneMs = Math.max(sums.longestGoneMs, goneMs);
      } else {
        assert.notDeepEqual(await tagged(dead), [], "something contained them");
      }
      await server.process.status;
      await server[Symbol.asyncDispose]();

      const [next, sweepMs] = await Promise.all([
        start(),
        timeOfSweep(dataDir, dead),
      ]);
      server = next;
      sums.longestSweepMs = Math.max(sums.longestSweepMs, sweepMs);
      await checkReport(server, wanted);
      await untilCompleted(server, wanted.agents * (round + 1));
    }
    const { instance_id } = await lockOf(dataDir);
    await server.stop();
    assert.deepEqual(await tagged(instance_id), []);
  } finally {
    await server[Symbol.asyncDispose]();
  }
  await checkEndings(dataDir, wanted.agents * wanted.rounds);
  return { rounds: wanted.rounds, ...sums };
}

function startLife(
  dataDir: string,
  model: ScriptedModel,
  path: Readonly<Record<string, string>>,
): Promise<VampServer> {
  return startVamp("start", dataDir, {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "test-key",
    MONITORING_ENABLED: "false",
    ...path,
  });
}

async function call(server: VampServer, path: string, body?: unknown) {
  const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const answer = await server.api(path, init);
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${text}`);
  return JSON.parse(text);
}

async function lockOf(dataDir: string) {
  return JSON.parse(await Deno.readTextFile(join(dataDir, "lock")));
}

async function giveAll(server: VampServer, round: number): Promise<void> {
  const { items } = await call(server, "/api/agents");
  for (const [n, { id }] of items.entries()) {
    await call(server, `/api/agents/${id}/tasks`, {
      id: `job-${round}-${n}`,
      description: `Work ${round}.${n}`,
    });
  }
}

/** Waits until every agent's tool runs with all its parts, and then a moment that differs. */
async function untilMidTool(
  instanceId: string,
  agents: number,
  random: SeededRandom,
): Promise<void> {
  await until(
    async () => {
      const commands = (await tagged(instanceId)).map(({ command }) => command);
      return PARTS.every((part) =>
        commands.filter((command) => command === part).length === agents
      ) || undefined;
    },
    "not every agent is in the middle of a tool",
    DEADLINE_MS,
  );
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, random.between(0, 500));
  await promise;
}

async function untilNoneOf(instanceId: string): Promise<void> {
  await until(
    async () => (await tagged(instanceId)).length === 0 || undefined,
    "processes outlived the server",
    DEADLINE_MS,
  );
}

/** Milliseconds from the moment that the next server has the folder until nothing of the dead one is left. */
async function timeOfSweep(dataDir: string, dead: string): Promise<number> {
  const { started_at } = await until(
    async () => {
      const lock = await lockOf(dataDir).catch(() => undefined);
      return lock && lock.instance_id !== dead ? lock : undefined;
    },
    "no next server took the folder",
    DEADLINE_MS,
  );
  await untilNoneOf(dead);
  return Date.now() - Date.parse(started_at);
}

/** The start tells what it found. */
async function checkReport(server: VampServer, wanted: Wanted): Promise<void> {
  const { last: report } = await call(server, "/api/boot-report");
  assert.equal(report.containment, wanted.containment);
  assert.equal(report.earlier, "killed");
  assert.equal(report.resumed.count, wanted.agents);
  assert.equal(report.reoffered.count, wanted.agents);
  assert.equal(report.killed.count > 0, wanted.containment === "swept");
}

async function untilCompleted(server: VampServer, count: number) {
  let left = "";
  await until(
    async () => {
      const { items } = await call(server, "/api/tasks?limit=200");
      const open = items.filter((task: { status: string }) =>
        task.status !== "completed"
      );
      left = JSON.stringify(
        open.map((task: { status: string }) => task.status),
      );
      return items.length === count && open.length === 0 || undefined;
    },
    () => `not all tasks were completed: ${left}`,
    DEADLINE_MS,
  );
}

/** Every task has one end in the log. */
async function checkEndings(dataDir: string, tasks: number): Promise<void> {
  using kv = await Deno.openKv(join(dataDir, "live.sqlite3"));
  const ends = (await wholeLog(new LiveStore(kv))).flatMap((event) =>
    event.type === "task.completed" || event.type === "task.failed" ||
      event.type === "task.cancelled"
      ? [event.task_id]
      : []
  );
  assert.equal(ends.length, tasks);
  assert.equal(new Set(ends).size, tasks);
}
