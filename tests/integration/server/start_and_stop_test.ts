import assert from "node:assert/strict";
import { join } from "node:path";
import { allGone } from "@/tests/helpers/launched_server.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  collect,
  freePort,
  spawnVamp,
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { findTagged } from "@/wrapper/sweep.ts";

/** What a start may take that fails; beside other tests everything takes longer. */
const STOPPED_WITHIN_MS = IS_LONG ? 2_000 : 15_000;

Deno.test("Ctrl-C ends the server and all agents within 10 s, and it exits with 0", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("demo", folder.path);
  await busyAgent(server);
  const pids = [await server.serverPid(), ...await agentPids()];
  assert.ok(pids.length > 1);

  const begun = performance.now();
  const code = await server.stop();

  assert.equal(code, 0);
  await allGone(pids);
  assert.ok(performance.now() - begun < 10_000);
});

Deno.test("agents are gone within 2 s of being terminated", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("demo", folder.path);
  const agent = await busyAgent(server);
  const pids = (await findTagged({ ps: "/usr/bin/ps" }))
    .filter((each) => each.agentId === agent).map((each) => each.pid);
  assert.ok(pids.length > 0);

  const begun = performance.now();
  const answer = await server.api(`/api/agents/${agent}`, { method: "DELETE" });
  const { status } = await answer.json();

  assert.equal(status, "terminated");
  await allGone(pids);
  assert.ok(performance.now() - begun < 2_000);
});

Deno.test("a second server on the same data folder is refused and told who holds it", async () => {
  await using folder = await tempDirectory();
  await using first = await startVamp("start", folder.path);

  const second = await run("start", {
    DATA_DIR: folder.path,
    API_PORT: String(freePort()),
  });

  assert.equal(second.code, 3);
  assert.match(second.text, /^data_dir_held: Cannot use data folder/);
  assert.match(
    second.text,
    new RegExp(`process ${await first.serverPid()}\\b`),
  );
  assert.match(second.text, new RegExp(first.url));
  assert.equal((await first.api("/api/health")).status, 200);
});

Deno.test("a port that another program uses ends the start in time, and tells which", async () => {
  await using folder = await tempDirectory();
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = String(taken.addr.port);

  const { code, text, tookMs } = await run("demo", {
    DATA_DIR: folder.path,
    API_PORT: port,
  });

  assert.equal(code, 4);
  const [line, who, ...more] = text.trim().split("\n");
  assert.match(
    line ?? "",
    new RegExp(`^port_in_use: Cannot listen .*${port}`),
  );
  assert.match(who ?? "", new RegExp(`^Process ${Deno.pid} \\(`));
  assert.deepEqual(more, []);
  assert.ok(tookMs < STOPPED_WITHIN_MS, `${tookMs} ms`);
  await recordFault({ fault: "F49", count: 1 });
});

Deno.test("a port that the system keeps for itself ends the start with one line", async () => {
  await using folder = await tempDirectory();

  const { code, text, tookMs } = await run(
    "demo",
    { DATA_DIR: folder.path, API_PORT: "81" },
    // Who runs the tests may be allowed everything.
    ["setpriv", "--bounding-set=-net_bind_service", "--"],
  );

  assert.equal(code, 2);
  assert.match(text, /^port_denied: Cannot listen on .*:81: .*API_PORT/);
  assert.equal(text.trim().split("\n").length, 1);
  assert.ok(tookMs < STOPPED_WITHIN_MS, `${tookMs} ms`);
  await recordFault({ fault: "F49", count: 1 });
});

Deno.test("a data folder that cannot be written ends the start with one line", async () => {
  await using folder = await tempDirectory();
  const file = join(folder.path, "a-file");
  await Deno.writeTextFile(file, "");

  const { code, text } = await run("demo", {
    DATA_DIR: join(file, "data"),
  });

  assert.equal(code, 2);
  assert.match(text, /data_dir_unwritable/);
  assert.equal(text.trim().split("\n").length, 1);
});

Deno.test("a wrong value ends the start with a line that names the variable", async () => {
  await using folder = await tempDirectory();

  const { code, text } = await run("start", {
    DATA_DIR: folder.path,
    API_PORT: "eighty",
  });

  assert.equal(code, 2);
  assert.match(text, /API_PORT.*eighty.*0 to 65535/);
});

Deno.test("without a signed-in Claude the server starts, says what to do, and refuses agents", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("start", join(folder.path, "data"));

  const answer = await createAgent(server);
  const problem = await answer.json();
  const page = await (await server.api("/")).text();

  assert.equal(answer.status, 503);
  assert.equal(problem.code, "claude_signed_out");
  assert.match(page, /Claude Code is not signed in/);
  assert.match(page, /deno task demo/);
  assert.equal((await server.api("/api/health")).status, 200);
});

Deno.test("with a program that is no Claude the server starts and says so", async () => {
  await using folder = await tempDirectory();
  await using server = await startVamp("start", join(folder.path, "data"), {
    CLAUDE_CLI_PATH: "/bin/true",
  });

  const answer = await createAgent(server);

  assert.equal(answer.status, 503);
  assert.equal((await answer.json()).code, "claude_not_found");
  assert.match(
    await (await server.api("/")).text(),
    /Claude Code does not run/,
  );
});

Deno.test("a path of Claude where nothing is ends the start with a line that names it", async () => {
  await using folder = await tempDirectory();

  const { code, text } = await run("start", {
    DATA_DIR: join(folder.path, "data"),
    CLAUDE_CLI_PATH: "/nowhere/claude",
  });

  assert.equal(code, 2);
  assert.match(text, /CLAUDE_CLI_PATH.*\/nowhere\/claude/);
  assert.equal(text.trim().split("\n").length, 1);
});

/** Runs a start that is expected to end by itself. */
async function run(
  task: "start" | "demo",
  env: Readonly<Record<string, string>>,
  under: readonly string[] = [],
): Promise<
  { readonly code: number; readonly text: string; readonly tookMs: number }
> {
  const began = performance.now();
  const process = spawnVamp(task, env, under);
  const output = collect(process);
  const { code } = await process.status;
  const tookMs = performance.now() - began;
  await output.ended;
  return { code, text: output.text(), tookMs };
}

function createAgent(server: VampServer): Promise<Response> {
  return server.api("/api/agents", {
    method: "POST",
    body: JSON.stringify({ role: "worker" }),
  });
}

/** Creates an agent and resolves when it works on a task. */
async function busyAgent(server: VampServer): Promise<string> {
  const created = await until(async () => {
    const answer = await createAgent(server);
    const body = await answer.json();
    return answer.ok ? body : undefined;
  }, "no agent could be created");
  await server.api(`/api/agents/${created.id}/tasks`, {
    method: "POST",
    body: JSON.stringify({ description: "Write a long story" }),
  }).then((answer) => answer.body?.cancel());
  await until(async () => {
    const answer = await server.api(`/api/agents/${created.id}`);
    const { activity } = await answer.json();
    return activity ?? undefined;
  }, "the agent did not begin");
  return created.id;
}

async function agentPids(): Promise<number[]> {
  return (await findTagged({ ps: "/usr/bin/ps" })).map((each) => each.pid);
}
