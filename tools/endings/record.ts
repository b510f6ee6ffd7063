import { join } from "node:path";
import { startScriptedModel } from "@/model/mod.ts";
import { buildArgv } from "@/wrapper/argv.ts";
import { buildEnvironment } from "@/wrapper/environment.ts";
import type { Moment, RecordedEnding, Scenario } from "./scenario.ts";
import { keptFrame } from "./kept_frame.ts";

type Frame = Readonly<Record<string, unknown>>;

/** No ending takes longer than this, in milliseconds. */
const DEADLINE_MS = 90_000;
/** How long a busy process is left alone before something is done to it, in milliseconds. */
const BUSY_MS = 400;

/**
 * Lets one real `claude` end as the scenario says, in a folder of its own, and
 * gives what it told of it.
 *
 * @param claude Absolute path of the program.
 * @throws {Error} If it does not end.
 */
export async function recordEnding(
  claude: string,
  scenario: Scenario,
): Promise<RecordedEnding> {
  const folder = await Deno.makeTempDir({ prefix: "vamp-ending-" });
  try {
    await using model = await startScriptedModel({
      script: { rules: [...scenario.rules ?? []], fallback: "Done." },
    });
    return await play(claude, scenario, folder, model.url);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function play(
  claude: string,
  scenario: Scenario,
  folder: string,
  url: string,
): Promise<RecordedEnding> {
  const child = await start(claude, scenario, folder, url);
  const writer = child.stdin.getWriter();
  const write = (line: string) =>
    writer.write(new TextEncoder().encode(`${line}\n`)).catch(() => {});
  const deadline = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  const stderr = new Response(child.stderr).text();
  const frames: Frame[] = [];
  let byItself = true;
  let acted = false;
  const act = () => {
    if (acted) return;
    acted = true;
    setTimeout(() => {
      if (scenario.signal) child.kill(scenario.signal.name);
      else void write(INTERRUPT);
    }, BUSY_MS);
  };
  if (scenario.signal?.at === "before the prompt") act();
  else void write(scenario.line ?? PROMPT);
  for await (const frame of framesOf(child.stdout)) {
    frames.push(frame);
    const moment = momentOf(frame);
    if (moment && moment === (scenario.signal ?? scenario.cut)?.at) act();
    if (frame.type !== "result" || scenario.signal) continue;
    byItself = "startup_failure_reason" in frame;
    void writer.close().catch(() => {});
  }
  const status = await child.status;
  clearTimeout(deadline);
  const lines = (await stderr).split("\n").filter((line) => line !== "");
  return {
    name: scenario.name,
    label: scenario.label,
    frames: frames.flatMap(keptFrame),
    exit: byItself
      ? {
        code: status.code,
        signal: status.signal,
        stderr: lines.slice(-10).map((line) =>
          line.replaceAll(folder, "/workspace").slice(0, 300)
        ),
      }
      : null,
    cut: scenario.cut?.because || null,
  };
}

const PROMPT = JSON.stringify({
  type: "user",
  message: { role: "user", content: "do it" },
  parent_tool_use_id: null,
  uuid: crypto.randomUUID(),
});
const INTERRUPT = JSON.stringify({
  type: "control_request",
  request_id: "interrupt",
  request: { subtype: "interrupt" },
});

async function start(
  claude: string,
  scenario: Scenario,
  folder: string,
  url: string,
): Promise<Deno.ChildProcess> {
  for (const name of ["cwd", "home", "tmp", "config"]) {
    await Deno.mkdir(join(folder, name));
  }
  if (scenario.settings !== undefined) {
    await Deno.writeTextFile(
      join(folder, "config", ".claude.json"),
      scenario.settings,
    );
  }
  const spec = {
    agentId: crypto.randomUUID(),
    instanceId: crypto.randomUUID(),
    role: "worker" as const,
    name: "recorded",
    model: "sonnet",
    permissionMode: "default" as const,
    allowedTools: [],
    appendSystemPrompt: "",
    session: { kind: "new" as const, id: crypto.randomUUID() },
    cwd: join(folder, "cwd"),
    home: join(folder, "home"),
    tmpDir: join(folder, "tmp"),
    configDir: join(folder, "config"),
    trustFolder: false,
    maxTurns: undefined,
    maxBudgetUsd: undefined,
    memoryMb: undefined,
    env: { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: url },
  };
  const base = { PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8" };
  const env: Record<string, string | undefined> = {
    ...buildEnvironment(spec, base, "recorded"),
    CLAUDE_CODE_MAX_RETRIES: String(scenario.retries ?? 0),
    ...scenario.env,
  };
  const argv = [...buildArgv(spec), ...scenario.args ?? []];
  const limited = scenario.addressSpaceMb
    ? ["prlimit", `--as=${scenario.addressSpaceMb * 1024 ** 2}`, "--", claude]
    : [claude];
  const [program = claude, ...first] = limited;
  return new Deno.Command(program, {
    args: [...first, ...argv],
    cwd: spec.cwd,
    clearEnv: true,
    env: Object.fromEntries(
      Object.entries(env).filter(([, value]) => value !== undefined),
    ) as Record<string, string>,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function* framesOf(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Frame> {
  let rest = "";
  for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("{")) yield JSON.parse(line);
    }
  }
}

/** What the process is in the middle of, as far as this frame tells. */
function momentOf(frame: Frame): Moment | undefined {
  if (frame.type === "stream_event") {
    const { event } = frame as {
      event: { type: string; delta?: { type: string } };
    };
    return event.delta?.type === "text_delta" ? "in a text" : undefined;
  }
  if (frame.type !== "assistant") return undefined;
  return JSON.stringify(frame).includes('"type":"tool_use"')
    ? "in a tool"
    : undefined;
}
