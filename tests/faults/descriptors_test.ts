import { strict as assert } from "node:assert";
import { join } from "node:path";
import { startScriptedModel } from "@/model/mod.ts";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import { runProgram } from "@/tests/helpers/run_program.ts";
import { type Message, SocketClient } from "@/tests/helpers/socket_client.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { startVamp, TEST_TOKEN, until } from "@/tests/helpers/vamp_server.ts";

/** What an agent does until the test lets it end: looks for a file. */
const WAITING = {
  rules: [{ when: { has_tool_result: true }, reply: "went on" }],
  fallback: {
    tool: {
      name: "Bash",
      input: {
        command: "until [ -e go_on ]; do sleep 0.2; done",
        description: "waits",
      },
    },
  },
};
const WORKER = {
  type: "create_agent",
  config: { role: "worker", allowed_tools: ["Bash"] },
};
/** So few that nothing can be opened: a program has these when it starts. */
const NONE_LEFT = "3";
const NO_DESCRIPTOR = /Too many open files|os error 24/;

Deno.test("F50: a server without a descriptor left refuses agents in words, keeps those that it has, says so once, and answers again when it has some", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: WAITING });
  await using server = await startVamp("start", join(folder.path, "data"), {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "test-key",
  });
  const pid = await server.serverPid();
  const port = Number(new URL(server.url).port);
  const headers = { authorization: `Bearer ${TEST_TOKEN}` };
  await using asker = await SocketClient.open(port, "", headers);
  await using follower = await SocketClient.open(
    port,
    "?format=events",
    headers,
  );
  asker.send(WORKER);
  const { data: busy } = await asker.next("agent_created");
  asker.send(WORKER);
  const { data: killed } = await asker.next("agent_created");
  asker.send({
    type: "assign_task",
    agent_id: busy.id,
    task: { id: "waits", description: "wait" },
  });
  await told(
    follower,
    "agent.activity_changed",
    ({ data }) => data.data.activity.kind === "tool",
    server.printed,
  );
  const usual = (await limit(pid)).trim();

  await limit(pid, NONE_LEFT);
  asker.send({ ...WORKER, id: "refused" });
  const refused = await asker.next("error");
  Deno.kill(killed.process_id, "SIGKILL");
  const [lost, again] = await told(
    follower,
    "agent.crashed",
    ({ data }) => data.agent_id === killed.id,
    server.printed,
    2,
  );
  const unheard = await reached(server.url);
  await Deno.writeTextFile(join(busy.working_directory, "go_on"), "");
  const done = await asker.next("task_completed");
  const early = (await server.serverPid()) === pid;
  await limit(pid, usual);

  await until(
    async () => await reached(server.url) === 200 || undefined,
    "the server does not answer again",
    20_000,
  );
  await told(
    follower,
    "agent.started",
    ({ data }) => data.agent_id === killed.id,
    server.printed,
    2,
  );
  asker.send(WORKER);
  await asker.next("agent_created");
  assert.deepEqual(
    [refused.in_reply_to, refused.code],
    ["refused", "claude_start_failed"],
  );
  assert.match(refused.message, NO_DESCRIPTOR);
  assert.equal(lost?.data.data.failure.kind, "crashed");
  assert.equal(again?.data.data.failure.kind, "start_failed");
  assert.match(again?.data.data.failure.message, NO_DESCRIPTOR);
  assert.notEqual(unheard, 200);
  assert.equal(done.task_id, "waits");
  assert.ok(early, "it was started anew");
  const said = server.printed().match(/the listener broke/g) ?? [];
  assert.equal(said.length, 1, server.printed());
  await recordFault({ fault: "F50", count: 1 });
});

/** What a process may have open, soft and hard; changes the first of them. */
async function limit(pid: number, soft?: string): Promise<string> {
  const change = soft === undefined
    ? ["--nofile", "--noheadings", "--output=SOFT"]
    : [`--nofile=${soft}:`];
  const { code, printed } = await runProgram("prlimit", [
    `--pid=${pid}`,
    ...change,
  ]);
  assert.equal(code, 0, printed);
  return printed;
}

/** The status of an answer over a connection of its own; `undefined`: none came. */
async function reached(url: string): Promise<number | undefined> {
  using client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  try {
    const answer = await fetch(`${url}/api/health/live`, {
      client,
      signal: AbortSignal.timeout(2_000),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}

/** The first so many events of a type that fit, when there are as many. */
async function told(
  { messages }: SocketClient,
  type: string,
  fits: (message: Message) => boolean,
  words: () => string,
  count = 1,
): Promise<readonly Message[]> {
  return await until(() => {
    const found = messages.filter((message) =>
      message.data?.type === type && fits(message)
    );
    return found.length >= count ? found.slice(0, count) : undefined;
  }, () => `no ${type} came: ${words()}`);
}
