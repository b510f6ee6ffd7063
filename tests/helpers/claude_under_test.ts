import { strict as assert } from "node:assert";
import type { LaunchSpec } from "@/domain/claude_process.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import {
  type ScriptedModel,
  type ScriptInput,
  startScriptedModel,
} from "@/model/mod.ts";
import { type HostTools, probeHostTools } from "@/wrapper/host_tools.ts";
import { createStartClaude, type StartDeps } from "@/wrapper/start_claude.ts";

import { sweepLeftovers } from "@/wrapper/sweep.ts";
import { systemTimers } from "@/wrapper/timers.ts";

/** The real CLI, as `VAMP_TEST_CLAUDE` names it; fails when it may reach the network. */
export function claudeUnderTest(): string {
  const path = Deno.env.get("VAMP_TEST_CLAUDE");
  assert.ok(
    path,
    "VAMP_TEST_CLAUDE is not set: give it the absolute path of a `claude` binary",
  );
  const names = Deno.networkInterfaces().map(({ name }) => name);
  assert.deepEqual(
    [...new Set(names)],
    ["lo"],
    "a real claude is only tested where nothing but loopback is up: run the tests inside `unshare -n`",
  );
  return path;
}

/** Everything that a test needs to start agents; leaving the scope ends it all. */
export type ClaudeBench = AsyncDisposable & {
  readonly deps: StartDeps;
  readonly start: ReturnType<typeof createStartClaude>;
  readonly folder: string;
  /** The model that every agent of this bench talks to. */
  readonly model: ScriptedModel;
  /** A valid specification with its own folders, changed where the test says so. */
  spec(changes?: Partial<LaunchSpec>): Promise<LaunchSpec>;
};

/** Opens a scratch folder and a scripted model, and finds the host's tools. */
export async function openBench(
  script: ScriptInput,
  changes:
    & { readonly host?: Partial<HostTools> }
    & Partial<Omit<StartDeps, "host">> = {},
): Promise<ClaudeBench> {
  const claudePath = claudeUnderTest();
  const model = await startScriptedModel({ script });
  const folder = await Deno.makeTempDir({ prefix: "vamp-test-" });
  const host = { ...await probeHostTools(), ...changes.host };
  const deps: StartDeps = {
    claudePath,
    baseEnv: { PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8" },
    ...changes,
    host,
  };
  const instanceId = crypto.randomUUID();
  return {
    deps,
    start: createStartClaude(deps),
    folder,
    model,
    async spec(changes = {}) {
      const agentId = crypto.randomUUID();
      const own = `${folder}/${agentId.slice(0, 8)}`;
      for (const name of ["cwd", "home", "tmp", "config"]) {
        await Deno.mkdir(`${own}/${name}`, { recursive: true });
      }
      return {
        agentId,
        instanceId,
        role: "worker",
        name: "tester",
        model: "sonnet",
        permissionMode: "default",
        allowedTools: [],
        appendSystemPrompt: "",
        session: { kind: "new", id: crypto.randomUUID() },
        cwd: `${own}/cwd`,
        home: `${own}/home`,
        tmpDir: `${own}/tmp`,
        configDir: `${own}/config`,
        trustFolder: false,
        maxTurns: undefined,
        maxBudgetUsd: undefined,
        memoryMb: undefined,
        env: { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: model.url },
        ...changes,
      };
    },
    async [Symbol.asyncDispose]() {
      const left = await sweepLeftovers(host, [instanceId], systemTimers);
      await model.close();
      await Deno.remove(folder, { recursive: true });
      assert.deepEqual(left, [], "the test left processes behind");
    },
  };
}

type EventOf<Kind extends CliEvent["kind"]> = Extract<
  CliEvent,
  { kind: Kind }
>;

/** Keeps the events of one process and lets a test wait for one of them. */
export class EventLog {
  readonly all: CliEvent[] = [];
  #changed: (() => void)[] = [];

  readonly record = (event: CliEvent): void => {
    this.all.push(event);
    for (const wake of this.#changed.splice(0)) wake();
  };

  /** All recorded events of a kind, oldest first. */
  of<Kind extends CliEvent["kind"]>(kind: Kind): EventOf<Kind>[] {
    return this.all.filter((event) => event.kind === kind) as EventOf<Kind>[];
  }

  /** Waits until `count` events of a kind are there, and gives the last of them. */
  async nth<Kind extends CliEvent["kind"]>(
    kind: Kind,
    count = 1,
    deadlineMs = 30_000,
  ): Promise<EventOf<Kind>> {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      const found = this.of(kind)[count - 1];
      if (found) return found;
      const leftMs = deadline - Date.now();
      const seen = this.all.map((event) => event.kind).join(" ");
      assert.ok(leftMs > 0, `no "${kind}" number ${count}; seen: ${seen}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#changed.push(resolve);
      const timer = setTimeout(resolve, leftMs);
      await promise;
      clearTimeout(timer);
    }
  }
}
