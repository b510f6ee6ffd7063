import { strict as assert } from "node:assert";
import { join } from "node:path";
import { startScriptedModel } from "@/model/mod.ts";
import { startOnSmallDisk } from "@/tests/helpers/small_disk.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { until, type VampServer } from "@/tests/helpers/vamp_server.ts";

const MIB = 1024 ** 2;
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

Deno.test("a full disk refuses new work, pauses agents, lets last commits through, and all goes on when there is room", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: WAITING });
  await using disk = await startOnSmallDisk(folder.path, 800, {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "test-key",
  });
  const { server } = disk;
  const [busy, idle] = [await createAgent(server), await createAgent(server)];
  const task = await (await post(server, `/api/agents/${busy.id}/tasks`, {
    description: "wait",
  })).json();
  await until(
    async () => await activityOf(server, busy.id) === "tool" || undefined,
    "the agent did not begin",
  );

  await disk.fill(150 * MIB);
  await untilDisk(server, "full");
  await until(
    async () => await activityOf(server, busy.id) === "paused" || undefined,
    "the agent was not paused",
  );
  const refused = [
    await post(server, "/api/agents", { role: "worker" }),
    await post(server, `/api/agents/${idle.id}/tasks`, { description: "x" }),
  ];
  const page = await (await server.api("/")).text();
  await disk.fill(0);
  const ended = await server.api(`/api/agents/${idle.id}`, {
    method: "DELETE",
  });
  const last = await ended.json();
  await Deno.writeTextFile(join(agentFolder(busy), "go_on"), "");
  const whilePaused = await statusOf(server, task.id);

  assert.deepEqual(refused.map(({ status }) => status), [507, 507]);
  const [problem, other] = await Promise.all(refused.map((r) => r.json()));
  assert.deepEqual([problem.code, other.code], ["disk_full", "disk_full"]);
  assert.match(page, /The disk is full/);
  assert.equal(ended.status, 200, JSON.stringify(last));
  assert.equal(last.status, "terminated");
  assert.equal(whilePaused, "running");

  await disk.empty();
  const emptiedAt = performance.now();
  await until(
    async () => await activityOf(server, busy.id) !== "paused" || undefined,
    "the agent did not go on",
  );
  const tookMs = performance.now() - emptiedAt;
  await until(
    async () => await statusOf(server, task.id) === "completed" || undefined,
    "the task was not completed",
  );
  const again = await post(server, "/api/agents", { role: "worker" });
  await again.body?.cancel();

  assert.ok(tookMs < 30_000, `went on after ${tookMs} ms`);
  assert.equal(again.status, 201);
  assert.equal(
    (await Deno.stat(join(disk.path, "disk.reserve"))).size,
    64 * MIB,
  );
  // The last copy, which is checked as a whole, says that the store is sound.
  assert.equal(await server.stop(), 0);
  assert.doesNotMatch(server.printed(), /the live store was not copied/);

  function agentFolder({ id }: { readonly id: string }): string {
    return join(disk.path, "agents", id, "work");
  }
});

type Created = { readonly id: string };

function post(server: VampServer, path: string, body: unknown) {
  return server.api(path, { method: "POST", body: JSON.stringify(body) });
}

async function createAgent(server: VampServer): Promise<Created> {
  const answer = await until(async () => {
    const made = await post(server, "/api/agents", {
      role: "worker",
      allowed_tools: ["Bash"],
    });
    const body = await made.json();
    return made.ok ? body : undefined;
  }, "no agent could be created");
  await until(async () => {
    const { status } = await get(server, `/api/agents/${answer.id}`);
    return status === "idle" || undefined;
  }, "the agent did not start");
  return answer;
}

async function activityOf(server: VampServer, id: string) {
  const { activity } = await get(server, `/api/agents/${id}`);
  return activity?.kind;
}

async function statusOf(server: VampServer, id: string) {
  return (await get(server, `/api/tasks/${id}`)).status;
}

async function untilDisk(server: VampServer, state: string): Promise<void> {
  await until(async () => {
    const { disk } = await get(server, "/api/health");
    return disk.state === state || undefined;
  }, `the disk was not seen as ${state}`);
}

async function get(server: VampServer, path: string) {
  const answer = await server.api(path);
  assert.equal(answer.status, 200, path);
  return await answer.json();
}
