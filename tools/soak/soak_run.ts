import { join } from "node:path";
import { type VampClient, vampClient } from "@/client/mod.ts";
import { startScriptedModel } from "@/model/mod.ts";
import { claudeUnderTest } from "@/tests/helpers/claude_under_test.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  TEST_TOKEN,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { keepBusy, pause, type SoakAgent, type SoakLoad } from "./load.ts";
import { lookAtProcesses, type SoakSample } from "./sample.ts";

/** What a soak is made of. */
export type SoakPlan = {
  readonly minutes: number;
  /** What of the minutes is not judged: caches fill, code is compiled. */
  readonly warmUpMinutes: number;
  /** Real `claude` processes. */
  readonly agents: number;
  /** Small shells that speak like one. */
  readonly standIns: number;
  /** From the end of an agent's task to its next one. */
  readonly agentPauseSeconds: number;
  readonly standInPauseSeconds: number;
  /**
   * Until the log has so many events, stand-ins work without a pause: the
   * server keeps the newest 100,000, and only then is its memory to stand.
   */
  readonly fillEvents: number;
  readonly sampleSeconds: number;
};

/** What was seen. */
export type SoakRecord = {
  readonly samples: readonly SoakSample[];
  /** Tasks that did not end well, each with why. */
  readonly bad: readonly string[];
  /** Seconds until the log was full; `undefined` when it never was. */
  readonly filledAtSeconds: number | undefined;
};

/** One tool round of a real shell, and a text that comes in pieces. */
const SCRIPT = {
  defaults: { chunk_size: 12, chunk_delay_ms: 5 },
  rules: [{
    when: { last_user: "/Do piece-(\\d+)/" },
    steps: [
      { tool: { name: "Bash", input: { command: "true", description: "d" } } },
      "Piece {{1}} is done, and nothing that is worth a word was met on the way.",
    ],
  }],
  fallback: "nothing to do",
};
const STARTED_WITHIN_MS = 300_000;

/**
 * Runs the server with agents that never rest, and looks at it every few
 * seconds. To be called where it can reach nobody, and where nobody else runs.
 */
export async function runSoak(
  plan: SoakPlan,
  say: (sample: SoakSample) => void,
): Promise<SoakRecord> {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: SCRIPT });
  await using server = await startVamp("start", join(folder.path, "data"), {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "test-key",
    API_RATE_LIMIT: "0",
    API_CHECK_ANSWERS: "false",
    CLAUDE_MAX_AGENTS: String(plan.agents + plan.standIns),
    CLAUDE_CLI_PATH: await claudeOrStandIn(folder.path),
  });
  const client = vampClient({ url: server.url, token: TEST_TOKEN });
  const agents = await startAgents(client, plan);
  let filledAtSeconds: number | undefined;
  const load = keepBusy(client, agents, {
    pauseMs: (kind) => {
      if (kind === "claude") return plan.agentPauseSeconds * 1_000;
      return filledAtSeconds === undefined
        ? 0
        : plan.standInPauseSeconds * 1_000;
    },
  });
  const samples: SoakSample[] = [];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  const serverPid = await server.serverPid();
  while (seconds() < plan.minutes * 60) {
    await pause(plan.sampleSeconds * 1_000, NEVER);
    if (load.seq() >= plan.fillEvents) filledAtSeconds ??= seconds();
    const sample = await takeSample(server, serverPid, load, seconds());
    samples.push(sample);
    say(sample);
  }
  await load.stop();
  await server.stop();
  return { samples, bad: load.bad, filledAtSeconds };
}

const NEVER = new AbortController().signal;

/** A `claude` that is the real one, or a stand-in for the model of that name. */
async function claudeOrStandIn(folder: string): Promise<string> {
  const source = new URL("stand_in_claude.sh", import.meta.url);
  const text = await Deno.readTextFile(source);
  const path = join(folder, "claude");
  // The agents' environment is built from nothing: the path has to be in it.
  await Deno.writeTextFile(
    path,
    text.replace("$REAL_CLAUDE", claudeUnderTest()),
    { mode: 0o755 },
  );
  return path;
}

async function startAgents(
  client: VampClient,
  plan: SoakPlan,
): Promise<SoakAgent[]> {
  const kinds = [
    ...Array.from({ length: plan.agents }, () => "claude" as const),
    ...Array.from({ length: plan.standIns }, () => "stand-in" as const),
  ];
  const agents = await Promise.all(kinds.map(async (kind) => {
    const { id } = await client.agents.create({
      role: "worker",
      permission_mode: "dontAsk",
      allowed_tools: ["Bash(true)"],
      ...(kind === "stand-in" && { model: "stand-in" }),
    });
    return { id, kind };
  }));
  await until(
    async () => {
      const { items } = await client.agents.list();
      return items.every(({ status }) => status === "idle") || undefined;
    },
    "not all agents started",
    STARTED_WITHIN_MS,
  );
  return agents;
}

async function takeSample(
  server: VampServer,
  serverPid: number,
  load: SoakLoad,
  atSeconds: number,
): Promise<SoakSample> {
  const metrics = await (await server.api("/metrics")).text();
  const lag = /^vamp_event_loop_lag_seconds\{of="max"\} (\S+)$/m.exec(metrics);
  return {
    atSeconds,
    ...await lookAtProcesses(serverPid),
    lagMs: Number(lag?.[1] ?? 0) * 1_000,
    tasksEnded: load.ended(),
    seq: load.seq(),
  };
}
