import { strict as assert } from "node:assert";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { type SeededRandom, seededRandom } from "@/model/seeded_random.ts";
import { type ScriptedModel, startScriptedModel } from "@/model/mod.ts";
import { wholeLog } from "@/tests/helpers/history_and_log.ts";
import { allGone } from "@/tests/helpers/launched_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { findTagged } from "@/wrapper/sweep.ts";

/** What a run came to. */
export type QueueKills = {
  readonly tasks: number;
  readonly completed: number;
  readonly failed: number;
  readonly attempts: number;
  readonly refusedResults: number;
  readonly agentKills: number;
  readonly serverKills: number;
};

type Wanted = {
  readonly tasks: number;
  readonly agents: number;
  /** Kills of agents, and as many of the server. */
  readonly kills: number;
  readonly seed: string;
  readonly say: (line: string) => void;
};

/** Each task has one tool round, so that it can be killed before, in and after it. */
const SCRIPT = {
  defaults: { delay_ms: [50, 250] as [number, number] },
  rules: [{
    when: { last_user: "/Do job-(\\d+)/" },
    steps: [
      { tool: { name: "Bash", input: { command: "true", description: "d" } } },
      "done job-{{1}}",
    ],
  }],
  fallback: "nothing to do",
};
const DEADLINE_MS = 20 * 60_000;
const ENDED = ["completed", "failed", "cancelled"];

/**
 * Lets real agents of a real server work on tasks that anybody may do, kills
 * agents and the server at random moments, and looks at the log when all is
 * over: every task ended once, and no attempt's result was taken twice.
 */
export async function queueKills(wanted: Wanted): Promise<QueueKills> {
  const random = seededRandom(wanted.seed);
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: SCRIPT });
  const life = new Life(folder.path, model, wanted.say);
  await using _ = life;
  await life.start();
  for (let n = 0; n < wanted.agents; n++) {
    await life.post("/api/agents", {
      role: "worker",
      permission_mode: "dontAsk",
      allowed_tools: ["Bash(true)"],
    });
  }
  for (let n = 0; n < wanted.tasks; n++) {
    await life.post("/api/tasks", {
      id: `job-${n}`,
      description: `Do job-${n}`,
    });
  }
  const kills = momentsOf(random, wanted);
  for (const { atEnded, what } of kills) {
    await life.untilEnded(atEnded);
    if (what === "agent") await life.killAgent(random);
    else await life.killServer();
  }
  await life.untilEnded(wanted.tasks);
  await life.stop();
  const log = await logOf(folder.path);
  return {
    ...judge(log, wanted.tasks),
    agentKills: life.agentKills,
    serverKills: life.serverKills,
  };
}

/** Kills in a random order, spread over the run. */
function momentsOf(random: SeededRandom, { kills, tasks }: Wanted) {
  const all = [
    ...Array.from({ length: kills }, () => "agent" as const),
    ...Array.from({ length: kills }, () => "server" as const),
  ];
  return all
    .map((what) => ({ what, atEnded: random.between(0, tasks - 5) }))
    .sort((a, b) => a.atEnded - b.atEnded);
}

/** The server, through its lives. */
class Life implements AsyncDisposable {
  #server: VampServer | undefined;
  agentKills = 0;
  serverKills = 0;

  constructor(
    private readonly folder: string,
    private readonly model: ScriptedModel,
    private readonly say: (line: string) => void,
  ) {}

  async start(): Promise<void> {
    this.#server = await startVamp("start", this.folder, {
      ANTHROPIC_BASE_URL: this.model.url,
      ANTHROPIC_API_KEY: "test-key",
      MONITORING_ENABLED: "false",
    });
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  async post(path: string, body: unknown): Promise<void> {
    const answer = await this.#api(path, {
      method: "POST",
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${text}`);
  }

  /** Waits until so many tasks have ended; all are looked at in one moment. */
  async untilEnded(count: number): Promise<void> {
    let ended = 0;
    await until(
      async () => {
        const answer = await this.#api("/api/tasks?limit=200");
        const { items } = await answer.json();
        ended =
          items.filter((task: { status: string }) =>
            ENDED.includes(task.status)
          ).length;
        return ended >= count || undefined;
      },
      () => `only ${ended} of ${count} have ended`,
      DEADLINE_MS,
    );
  }

  async killAgent(random: SeededRandom): Promise<void> {
    const { items } = await (await this.#api("/api/agents")).json();
    const up = items.filter((agent: { process_id: number | null }) =>
      agent.process_id
    );
    const chosen = up[random.between(0, up.length - 1)];
    if (!chosen) return;
    try {
      Deno.kill(chosen.process_id, "SIGKILL");
      this.agentKills++;
      this.say(`killed ${chosen.name}, ${chosen.status}`);
    } catch (error) {
      // It ended by itself in between.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  async killServer(): Promise<void> {
    const server = this.#server;
    assert.ok(server);
    const agents = await findTagged({ ps: "/usr/bin/ps" });
    Deno.kill(await server.serverPid(), "SIGKILL");
    await server.process.status;
    await allGone(agents.map(({ pid }) => pid));
    this.serverKills++;
    this.say("killed the server");
    await server[Symbol.asyncDispose]();
    await this.start();
  }

  #api(path: string, init?: RequestInit): Promise<Response> {
    assert.ok(this.#server);
    return this.#server.api(path, init);
  }
}

async function logOf(folder: string): Promise<readonly FleetEvent[]> {
  const kv = await Deno.openKv(join(folder, "live.sqlite3"));
  try {
    return await wholeLog(new LiveStore(kv));
  } finally {
    kv.close();
  }
}

/** Looks through the log; throws where a task ended twice, or not at all. */
function judge(log: readonly FleetEvent[], tasks: number) {
  const endings = new Map<string, string[]>();
  const tokens = new Map<string, number[]>();
  const texts = new Map<string, string>();
  let attempts = 0;
  let refusedResults = 0;
  for (const event of log) {
    if (!("task_id" in event) || !event.task_id) continue;
    const id = event.task_id;
    switch (event.type) {
      case "task.created":
        texts.set(id, event.data.task.external_id ?? "");
        endings.set(id, []);
        tokens.set(id, []);
        break;
      case "task.assigned":
        attempts++;
        assert.deepEqual(endings.get(id), [], `${id} began after its end`);
        tokens.get(id)?.push(event.seq);
        assert.equal(event.data.attempt, tokens.get(id)?.length);
        break;
      case "task.result_refused":
        refusedResults++;
        break;
      case "task.completed":
        assert.equal(event.data.attempt, tokens.get(id)?.length);
        assert.equal(event.data.result.output.text, `done ${texts.get(id)}`);
        endings.get(id)?.push(event.type);
        break;
      case "task.failed":
      case "task.cancelled":
        endings.get(id)?.push(event.type);
    }
  }
  assert.equal(endings.size, tasks);
  for (const [id, ends] of endings) {
    const told = log.filter((event) =>
      "task_id" in event && event.task_id === id
    )
      .map((event) => `${event.seq} ${event.type}`);
    assert.equal(
      ends.length,
      1,
      `${id} ended ${ends.length} times: ${told.slice(-12).join(", ")}`,
    );
  }
  const all = [...endings.values()].flat();
  const completed = all.filter((type) => type === "task.completed").length;
  return {
    tasks,
    completed,
    failed: tasks - completed,
    attempts,
    refusedResults,
  };
}
