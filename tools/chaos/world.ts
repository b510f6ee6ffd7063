import { strict as assert } from "node:assert";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { ScriptedModel } from "@/model/mod.ts";
import { seededRandom } from "@/model/seeded_random.ts";
import { startScriptedModel } from "@/model/mod.ts";
import {
  type DroppedClient,
  followSocket,
  followSse,
} from "@/tests/crash/dropped_clients.ts";
import {
  type CuttingProxy,
  cuttingProxy,
} from "@/tests/helpers/cutting_proxy.ts";
import { type PgServer, startPostgres } from "@/tests/helpers/pg_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  freePort,
  startVamp,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

/** An agent as the API tells of it, as far as it matters here. */
export type SeenAgent = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly process_id: number | null;
};

const DATABASE = "chaos";
/** An answer's head alone has some 900 bytes, an event some 250. */
const MOST_BYTES = 6_000;

/** Some tasks have a tool round, some ask for a permission, some are slow. */
const SCRIPT = {
  defaults: { delay_ms: [20, 150] as [number, number] },
  rules: [
    {
      when: { last_user: "/Do (ask-\\d+)/" },
      steps: [
        {
          tool: {
            name: "Bash",
            input: { command: "touch {{1}}", description: "d" },
          },
        },
        "done {{1}}",
      ],
    },
    {
      when: { last_user: "/Do (job-\\d+)/" },
      steps: [
        {
          tool: {
            name: "Bash",
            input: { command: "true", description: "d" },
          },
        },
        "done {{1}}",
      ],
    },
  ],
  fallback: {
    text: "nothing is asked here, and so nothing is done",
    chunk_size: 5,
    chunk_delay_ms: 40,
  },
};

/** A server with all that it depends on, each of which can be harmed. */
export class World implements AsyncDisposable {
  readonly random: ReturnType<typeof seededRandom>;
  readonly port = freePort();
  clients: DroppedClient[] = [];
  isDatabaseUp = true;
  /** Connections are cut while this is so. */
  isCutting = true;
  #server: VampServer | undefined;
  readonly #parts: AsyncDisposableStack;

  private constructor(
    seed: string,
    readonly folder: string,
    readonly model: ScriptedModel,
    readonly pg: PgServer,
    parts: AsyncDisposableStack,
  ) {
    this.random = seededRandom(seed);
    this.#parts = parts;
  }

  /** Starts everything; disposing it ends everything. */
  static async open(seed: string): Promise<World> {
    await using parts = new AsyncDisposableStack();
    const folder = parts.use(await tempDirectory());
    const model = parts.use(await startScriptedModel({ script: SCRIPT, seed }));
    const pg = parts.use(await startPostgres());
    {
      await using database = openPostgres(pg.url("postgres"));
      await database.exec(`create database ${DATABASE}`);
    }
    const world = new World(seed, folder.path, model, pg, parts.move());
    const proxy = world.#parts.use(world.#openProxy());
    await world.start(proxy);
    world.clients = [followSse(proxy.port), followSocket(proxy.port)];
    return world;
  }

  #proxy: CuttingProxy | undefined;

  #openProxy(): CuttingProxy {
    this.#proxy = cuttingProxy(
      this.port,
      () => this.isCutting ? this.random.between(200, MOST_BYTES) : Infinity,
    );
    return this.#proxy;
  }

  get cuts(): number {
    return this.#proxy?.cuts ?? 0;
  }

  get databaseUrl(): string {
    return this.pg.url(DATABASE);
  }

  get server(): VampServer {
    assert.ok(this.#server, "the server is down");
    return this.#server;
  }

  async start(proxy = this.#proxy): Promise<void> {
    this.#server = await startVamp("start", this.folder, {
      API_PORT: String(this.port),
      API_RATE_LIMIT: "0",
      ANTHROPIC_BASE_URL: this.model.url,
      ANTHROPIC_API_KEY: "test-key",
      CLAUDE_MAX_AGENTS: "40",
      // The server knows the name of the way that is cut, too.
      CORS_ORIGINS: `http://127.0.0.1:${proxy?.port}`,
      DATABASE_URL: this.databaseUrl,
      MONITORING_ENABLED: "false",
    });
  }

  /** Lets go of a server that has ended; what it printed tells why. */
  async bury(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
    this.#server = undefined;
  }

  /** A call of the API whose answer is taken apart; fails unless it is a good one. */
  // deno-lint-ignore no-explicit-any -- whatever the API answers
  async call(path: string, body?: unknown): Promise<any> {
    const answer = await this.server.api(path, {
      ...(body !== undefined && {
        method: "POST",
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  async agents(): Promise<readonly SeenAgent[]> {
    return (await this.call("/api/agents")).items;
  }

  /** One of them that has a process; `undefined` when none has. */
  async anyAgent(): Promise<(SeenAgent & { process_id: number }) | undefined> {
    const up = (await this.agents()).filter((
      agent,
    ): agent is SeenAgent & { process_id: number } =>
      Boolean(agent.process_id)
    );
    return up[this.random.between(0, Math.max(0, up.length - 1))];
  }

  addAgent(): Promise<unknown> {
    return this.call("/api/agents", {
      role: "worker",
      permission_mode: "default",
      allowed_tools: ["Bash(true)"],
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.clients.map((client) => client.stop()));
    await this.bury();
    await this.#parts.disposeAsync();
  }
}
