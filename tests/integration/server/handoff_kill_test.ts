import { strict as assert } from "node:assert";
import type { HandoffView } from "@/api/handoffs/handoff_view.ts";
import { type ScriptedModel, startScriptedModel } from "@/model/mod.ts";
import { handoffScript, WORKER_NAMES } from "@/tests/helpers/handoff_script.ts";
import { allGone } from "@/tests/helpers/launched_server.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";
import { findTagged } from "@/wrapper/sweep.ts";

const STEPS = [
  "analyzing",
  "selecting",
  "instructing",
  "executing",
  "processing",
] as const;
/** Long enough to be killed in the middle of any step. */
const ANSWER_MS = 600;
const DEADLINE_MS = 60_000;

Deno.test("a server killed in every step of a hand-off brings its task to the end, with no step done twice", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({
    script: handoffScript(ANSWER_MS),
  });
  let taskId = "";

  for (const step of STEPS) {
    await using server = await start(folder.path, model);
    taskId ||= await handOff(server);
    let seen: HandoffView | undefined;
    await until(
      async () => {
        seen = await handoffOf(server, taskId);
        return isIn(step, seen) || undefined;
      },
      () => `the hand-off did not get to ${step}: ${JSON.stringify(seen)}`,
      DEADLINE_MS,
    );
    const agents = await findTagged({ ps: "/usr/bin/ps" });
    Deno.kill(await server.serverPid(), "SIGKILL");
    assert.notEqual((await server.process.status).code, 0);
    await allGone(agents.map(({ pid }) => pid));
  }

  await using server = await start(folder.path, model);
  const task = await until(
    async () => {
      const task = await read(server, `/api/tasks/${taskId}`);
      return ["completed", "failed", "cancelled"].includes(task.status)
        ? task
        : undefined;
    },
    "the task did not end",
    DEADLINE_MS,
  );
  const handoff = await handoffOf(server, taskId);
  const { items } = await read(server, "/api/tasks?limit=50");
  assert.equal(task.status, "completed", JSON.stringify(task));
  assert.equal(handoff.status, "completed");
  const accepted = handoff.prompts.filter((prompt) => prompt.accepted_at);
  assert.deepEqual(accepted.map(({ step }) => step), [
    "analyzing",
    "selecting",
    "instructing",
    "processing",
    "processing",
  ]);
  const reasons = new Set(handoff.prompts.map(({ reason }) => reason));
  assert.deepEqual([...reasons].sort(), ["first", "resumed"]);
  assert.equal(items.length, 1 + 4);
  assert.ok(
    items.every(({ status }: { status: string }) => status === "completed"),
    JSON.stringify(items),
  );
});

function start(dataDir: string, model: ScriptedModel): Promise<VampServer> {
  return startVamp("start", dataDir, {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "test-key",
  });
}

/** Creates a team, and gives its manager the task; gives its id. */
async function handOff(server: VampServer): Promise<string> {
  const manager = await post(server, "/api/agents", {
    role: "manager",
    name: "Mara",
  });
  // One after the other: the script knows in which order they are listed.
  await post(server, "/api/agents", {
    role: "worker",
    name: WORKER_NAMES.anybody,
  });
  await post(server, "/api/agents", {
    role: "worker",
    name: WORKER_NAMES.tester,
    capabilities: ["tests"],
  });
  const task = await post(server, `/api/agents/${manager.id}/tasks`, {
    description: "Build it all",
    mode: "handoff",
  });
  return task.id;
}

/** The step is under way, and not yet answered. */
function isIn(
  step: typeof STEPS[number],
  handoff: HandoffView | undefined,
): boolean {
  if (handoff?.status !== step) return false;
  const last = handoff.prompts.at(-1);
  return step === "executing" ||
    Boolean(last?.step === step && !last.accepted_at);
}

async function handoffOf(
  server: VampServer,
  task: string,
): Promise<HandoffView> {
  return await read(server, `/api/tasks/${task}/handoff`);
}

async function read(server: VampServer, path: string) {
  return await (await server.api(path)).json();
}

async function post(server: VampServer, path: string, body: unknown) {
  const answer = await server.api(path, {
    method: "POST",
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  assert.ok(answer.ok, JSON.stringify(json));
  return json;
}
