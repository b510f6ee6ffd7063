import { join } from "node:path";
import type { Page } from "playwright-core";
import { startScriptedModel } from "@/model/mod.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { claudeUnderTest } from "@/tests/helpers/claude_under_test.ts";
import { TextLineStream } from "@/tests/helpers/text_line_stream.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { type Lines, watchLines } from "./lines/watch_lines.ts";
import { quantile } from "./quantile.ts";

/** Milliseconds from a line of a process to the page that shows it. */
export type LineTime = {
  /** Processes that talk, of which one is the real CLI. */
  readonly talking: number;
  readonly linesPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** The same lines of a bare process, to a page by a bare WebSocket. */
  readonly bareMedianMs: number;
  readonly bareP99Ms: number;
  readonly lines: number;
  /** Of the machine in the last minute. */
  readonly loadAverage: number;
};

const FOLDER = join(import.meta.dirname ?? ".", "lines");
const STAND_INS = 49;
const WORD_MS = 50;
const WARM_UP_MS = 3_000;
/** What the model says over and over: one piece of a stream, with one mark. */
const MARK = "=at=";
const WORD = `said ${MARK} `;
const SECONDS = 20;

/**
 * Measures lines of the real CLI on the scripted model, whose output gets the
 * moment in the place of a mark, on the page of its agent; meanwhile so many
 * stand-ins talk as fast. The same line goes from a bare process through a bare
 * WebSocket to a page beside it.
 *
 * @throws {Error} If no real `claude` is there, or it does not talk.
 */
export async function measureLines(
  { standIns = STAND_INS, seconds = SECONDS } = {},
): Promise<LineTime> {
  const folder = await Deno.makeTempDir({ prefix: "vamp-bench-" });
  try {
    const words = 20 * (seconds + 60);
    await using model = await startScriptedModel({
      script: {
        fallback: {
          text: WORD.repeat(words),
          chunk_size: WORD.length,
          chunk_delay_ms: WORD_MS,
        },
      },
    });
    await using server = await startVamp("start", join(folder, "data"), {
      CLAUDE_CLI_PATH: await stampedClaude(folder),
      CLAUDE_MAX_AGENTS: String(standIns + 1),
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: "test-key",
      API_CHECK_ANSWERS: "false",
    });
    const real = await createAgent(server, "sonnet");
    const crowd: string[] = [];
    for (let n = 0; n < standIns; n++) {
      crowd.push(await createAgent(server, "stand-in"));
    }
    for (const id of [real, ...crowd]) await giveTask(server, id);
    for (const id of crowd) await talksAsStandIn(server, id);

    await using browser = await openBrowser();
    const { page } = browser;
    await page.goto(server.link());
    await page.goto(`${server.url}/agents/${real}`);
    await page.locator(".draft").waitFor({ timeout: 60_000 });
    await using bare = await serveBare(folder);
    const beside = await page.context().browser()!.newPage();
    await beside.goto(bare.url);
    await page.evaluate(watchLines, ".draft .prose-text");
    await beside.evaluate(watchLines, "p");
    await pause(WARM_UP_MS);
    await Promise.all([take(page), take(beside)]);
    await pause(seconds * 1_000);
    const [ours, theirs] = await Promise.all([take(page), take(beside)]);
    if (ours.length === 0) throw new Error("Cannot measure: no line came");
    return {
      talking: standIns + 1,
      linesPerSecond: (standIns + 1) * 1_000 / WORD_MS,
      medianMs: quantile(ours, 0.5),
      p99Ms: quantile(ours, 0.99),
      bareMedianMs: quantile(theirs, 0.5),
      bareP99Ms: quantile(theirs, 0.99),
      lines: ours.length,
      loadAverage: Deno.loadavg()[0] ?? NaN,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The program that stamps what the real one says. */
async function stampedClaude(folder: string): Promise<string> {
  const path = join(folder, "claude");
  const text = (await Deno.readTextFile(join(FOLDER, "stamped_claude.sh")))
    .replaceAll("REAL_CLAUDE", claudeUnderTest())
    .replaceAll("TALKING_CLAUDE", join(FOLDER, "talking_claude.sh"))
    .replaceAll("MARK", MARK);
  await Deno.writeTextFile(path, text, { mode: 0o755 });
  return path;
}

async function createAgent(
  server: VampServer,
  model: string,
): Promise<string> {
  const answer = await server.api("/api/agents", {
    method: "POST",
    body: JSON.stringify({ role: "worker", model }),
  });
  const agent = await answer.json();
  if (!answer.ok) throw new Error(`Cannot create an agent: ${agent.detail}`);
  await until(
    async () => {
      const seen = await (await server.api(`/api/agents/${agent.id}`)).json();
      return seen.status === "idle" || undefined;
    },
    "the agent is not ready",
    60_000,
  );
  return agent.id;
}

async function giveTask(server: VampServer, agent: string): Promise<void> {
  const answer = await server.api(`/api/agents/${agent}/tasks`, {
    method: "POST",
    body: JSON.stringify({ description: "Talk" }),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Cannot give a task: ${answer.status}`);
}

/** Waits for what no real CLI says: 50 of those would be another measurement. */
async function talksAsStandIn(
  server: VampServer,
  agent: string,
): Promise<void> {
  await until(
    async () => {
      const path = `/api/agents/${agent}/transcript/search?text=word+19`;
      const found = await (await server.api(path)).json();
      return found.total > 0 || undefined;
    },
    `the agent ${agent} does not talk as a stand-in`,
    30_000,
  );
}

/** A process that talks as fast, and a page that shows its last line, with nothing in between. */
async function serveBare(
  folder: string,
): Promise<AsyncDisposable & { readonly url: string }> {
  const path = join(folder, "bare.sh");
  await Deno.writeTextFile(
    path,
    `exec {never}<> <(:)
while :; do
  read -r -t ${WORD_MS / 1_000} -u "$never"
  echo "{\\"text\\":\\"said @\${EPOCHREALTIME/[.,]/}@ \\"}"
done
`,
  );
  const child = new Deno.Command("bash", {
    args: [path],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const sockets = new Set<WebSocket>();
  const talking = (async () => {
    const lines = child.stdout.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TextLineStream());
    for await (const line of lines) {
      for (const socket of sockets) {
        if (socket.readyState === WebSocket.OPEN) socket.send(line);
      }
    }
  })();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      if (request.headers.get("upgrade") === "websocket") {
        const { socket, response } = Deno.upgradeWebSocket(request);
        sockets.add(socket);
        return response;
      }
      return new Response(
        `<!doctype html><p></p><script>
new WebSocket(location.href.replace("http", "ws")).onmessage = ({ data }) =>
  document.querySelector("p").textContent = JSON.parse(data).text;
</script>`,
        { headers: { "content-type": "text/html" } },
      );
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await talking;
      for (const socket of sockets) socket.close();
      await server.shutdown();
    },
  };
}

function take(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (globalThis as unknown as Lines).lines.take());
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
