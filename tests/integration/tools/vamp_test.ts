import assert from "node:assert/strict";
import { vampClient } from "@/client/mod.ts";
import { shortId } from "@/domain/short_id.ts";
import { agentId, createdDrafts, sampleAgent } from "@/tests/helpers/fleet.ts";
import {
  approvalDraft,
  approvalId,
  sampleApproval,
} from "@/tests/helpers/managed_work.ts";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";
import { until } from "@/tests/helpers/until.ts";
import { type VampCall, vampCall } from "@/tests/helpers/vamp_call.ts";

/** `vamp <words>` against this server. */
function vamp(
  { origin }: ServedGate,
  words: readonly string[],
  signal?: AbortSignal,
): Promise<VampCall> {
  return vampCall(words, {
    env: { VAMP_URL: origin, AUTH_TOKEN: TOKEN },
    ...signal ? { signal } : {},
  });
}

const clientOf = ({ origin }: ServedGate) =>
  vampClient({ url: origin, token: TOKEN });

/** Ends the newest task as soon as it is there. */
async function endTheTask(served: ServedGate, how: "complete" | "fail") {
  const { platform } = served.gate;
  const tasks = () => Object.values(platform.fleet().tasks);
  await until("the task is there", () => tasks().length > 0);
  const [task] = tasks();
  assert.ok(task);
  platform.start(task);
  platform[how](task);
}

Deno.test("agents and tasks are tables for people and JSON for programs", async () => {
  await using served = serveGate();
  const client = clientOf(served);
  const ada = await client.agents.create({ role: "worker", name: "Ada" });
  await client.agents.assign(ada.id, {
    id: "t-1",
    title: "A \u001b[31mred\u001b[0m title",
    description: "x",
  }).catch(() => undefined);
  await client.agents.assign(ada.id, { id: "t-2", description: "Count" });

  const agents = await vamp(served, ["agents"]);
  const tasks = await vamp(served, ["tasks"]);
  const one = await vamp(served, ["tasks", "t-2", "--json"]);

  assert.match(agents.lines[0] ?? "", /^NAME +ROLE +STATUS/);
  assert.match(agents.lines[1] ?? "", /^Ada +worker/);
  assert.ok(tasks.lines.some((line) => line.endsWith("t-2")));
  assert.ok(!tasks.lines.join().includes("\u001b"));
  assert.equal(JSON.parse(one.lines[0] ?? "").description, "Count");
});

Deno.test("a task that is run is followed to its end, which decides the exit code", async () => {
  for (const [how, code] of [["complete", 0], ["fail", 1]] as const) {
    await using served = serveGate();
    await clientOf(served).agents.create({ role: "worker", name: "Ada" });

    const running = vamp(served, ["run", "Say hello", "--agent", "ada"]);
    await endTheTask(served, how);
    const ran = await running;

    assert.equal(ran.code, code, ran.notes.join("\n"));
    if (how === "complete") assert.deepEqual(ran.lines, ["done"]);
    assert.ok(ran.notes.some((note) => note.includes("task.started")));
  }
});

Deno.test("Ctrl-C stops following, and says how to look at the task again", async () => {
  await using served = serveGate();
  await clientOf(served).agents.create({ role: "worker", name: "Ada" });
  const stop = new AbortController();

  const running = vamp(
    served,
    ["run", "Say hello", "--agent", "Ada", "--id", "mine"],
    stop.signal,
  );
  const task = () => Object.values(served.gate.platform.fleet().tasks)[0];
  await until("it follows", () => served.gate.sse.size === 1);
  stop.abort();
  const ran = await running;

  assert.equal(ran.code, 130);
  assert.equal(ran.notes.at(-1), "The task goes on: vamp tasks mine");
  assert.equal(task()?.state.status, "pending");
});

Deno.test("events and logs are told from where they were asked, each once", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  const { id } = await clientOf(served).agents.create({
    role: "worker",
    name: "Ada",
  });
  const agent = platform.fleet().agents[id];
  assert.ok(agent);
  platform.say(agent.id, "Hello\u0007 there");

  const events = await vamp(served, [
    "events",
    "--since",
    "0",
    "--json",
    "-n",
    "2",
  ]);
  const logs = await vamp(served, ["logs", "Ada"]);

  assert.deepEqual(
    events.lines.map((line) => JSON.parse(line).seq),
    [1, 2],
  );
  assert.equal(logs.code, 0);
  assert.match(logs.lines.join("\n"), /Hello there$/);
});

Deno.test("what agents ask is listed and decided by the end of its id", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  platform.commit(
    ...createdDrafts(sampleAgent(1)),
    approvalDraft(sampleApproval(1, agentId(1))),
    approvalDraft(sampleApproval(2, agentId(1))),
  );
  const [first, second] = [1, 2].map((n) => shortId(approvalId(n)));

  const listed = await vamp(served, ["approve"]);
  const allowed = await vamp(served, ["approve", first ?? "", "allow"]);
  const denied = await vamp(served, [
    "approve",
    second ?? "",
    "deny",
    "--note",
    "Use the staging branch.",
  ]);
  const again = await vamp(served, ["approve", approvalId(1), "deny"]);
  const unfit = await vamp(served, ["approve", second ?? "", "perhaps"]);

  assert.match(listed.lines.join("\n"), /Bash +\{"command":"make part-1"\}/);
  assert.deepEqual(allowed.lines, [`${first}: allowed`]);
  assert.deepEqual(denied.lines, [`${second}: denied`]);
  assert.equal(again.code, 4);
  assert.match(again.notes[0] ?? "", /^approval_decided: /);
  assert.equal(unfit.code, 2);
  const { state } = platform.fleet().approvals[approvalId(2)] ?? {};
  assert.ok(state?.status === "denied");
  assert.equal(state.note, "Use the staging branch.");
});

Deno.test("what is wrong has its own exit code, and says what to do", async () => {
  await using served = serveGate();
  const { origin } = served;

  const calls = {
    unknown: await vamp(served, ["nothing"]),
    option: await vamp(served, ["agents", "--loud"]),
    agent: await vamp(served, ["logs", "nobody"]),
    refused: await vamp(served, ["tasks", "no-such-task"]),
    token: await vampCall(["agents"], {
      env: { VAMP_URL: origin, AUTH_TOKEN: "wrong" },
    }),
    none: await vampCall(["agents"]),
  };

  assert.deepEqual(
    Object.values(calls).map(({ code }) => code),
    [2, 2, 2, 4, 4, 3],
  );
  assert.match(calls.refused.notes[0] ?? "", /^task_not_found: .+\[request/);
  assert.match(calls.token.notes[0] ?? "", /^unauthorized: /);
  assert.match(calls.none.notes[0] ?? "", /deno task start/);
});
