import { strict as assert } from "node:assert";
import { AgentConfig } from "@/domain/agent.ts";
import { NewTask } from "@/domain/task.ts";
import type { DiskState } from "@/domain/storage_status.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
  refusalOf,
} from "@/tests/helpers/platform_under_test.ts";
import { until } from "@/tests/helpers/until.ts";
import {
  ENDLESS,
  endlessRuns,
  tagged,
  untilTagged,
} from "@/tests/helpers/tagged.ts";

const COUNTING = {
  rules: [{ when: { has_tool_result: true }, reply: "counted" }],
  fallback: {
    tool: {
      name: "Bash",
      input: {
        command:
          "for i in 1 2 3 4 5 6 7 8; do echo $i >> ticks; sleep 0.5; done",
        description: "counts",
      },
    },
  },
};
const ENDLESS_TOOL = {
  fallback: {
    tool: { name: "Bash", input: { command: ENDLESS, description: "d" } },
  },
};

function setDisk(on: PlatformBench, state: DiskState): void {
  on.board.set({ disk: { state, free_bytes: 1 } });
}

/** States of the processes of a life, as `ps` tells them: T stands still. */
async function processStates(on: PlatformBench): Promise<string[]> {
  const pids = (await tagged(on.instanceId)).map(({ pid }) => pid);
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "stat=", "-p", pids.join(",")],
  }).output();
  return new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => line.trim().slice(0, 1));
}

Deno.test("on a full disk working agents stand still with their tools, and finish when there is room", async () => {
  await using on = await openPlatformBench(COUNTING);
  const agent = await on.agent({ allowed_tools: ["Bash"] });
  const task = await on.give(agent.id, { description: "count" });
  await on.until(({ agents }) => {
    const state = agents[agent.id]?.state;
    return state?.status === "busy" && state.activity.kind === "tool";
  });

  setDisk(on, "full");
  const paused = await on.until(({ agents }) => {
    const state = agents[agent.id]?.state;
    return state?.status === "busy" && state.activity.kind === "paused" &&
      state;
  });
  const whilePaused = await processStates(on);
  const refusals = await Promise.all([
    on.platform.createAgent(AgentConfig.parse({ role: "worker" })),
    on.platform.assignTask(agent.id, NewTask.parse({ description: "more" })),
  ]);
  setDisk(on, "low");
  const ended = await on.ended(task);

  assert.ok(paused.activity.kind === "paused");
  assert.equal(paused.activity.reason, "no room on the disk");
  assert.ok(whilePaused.length > 1);
  assert.deepEqual([...new Set(whilePaused)], ["T"]);
  assert.deepEqual(refusals.map(refusalOf), ["disk_full", "disk_full"]);
  assert.equal(ended.state.status, "completed");
  const ticks = await Deno.readTextFile(`${agent.working_directory}/ticks`);
  assert.equal(ticks.trim().split("\n").length, 8);
  const kinds = (await on.events()).map(({ type }) => type);
  assert.equal(kinds.filter((type) => type === "agent.paused").length, 1);
  assert.equal(kinds.filter((type) => type === "agent.resumed").length, 1);
});

Deno.test("the time of a task stands still while its agent does", async () => {
  await using on = await openPlatformBench(ENDLESS_TOOL);
  const [held, other] = [
    await on.agent({
      allowed_tools: ["Bash"],
      resource_limits: { timeout_seconds: 4 },
    }),
    await on.agent(),
  ];
  const task = await on.give(held.id, { description: "never ends" });
  await untilTagged(on.instanceId, endlessRuns, 20_000);
  setDisk(on, "full");
  await on.until(({ agents }) => {
    const state = agents[held.id]?.state;
    return state?.status === "busy" && state.activity.kind === "paused";
  });

  // Ending another agent is allowed meanwhile.
  granted(await on.platform.terminateAgent(other.id));
  const upAtMs = performance.now() + 4_500;
  await until("its time would be up", () => performance.now() > upAtMs);
  const whilePaused = on.platform.fleet().tasks[task.id]?.state.status;
  setDisk(on, "ok");
  const ended = await on.ended(task);

  assert.equal(whilePaused, "running");
  assert.equal(ended.attempts[0]?.outcome, "timed_out");
});

Deno.test("a paused agent can be interrupted and terminated like any other", async () => {
  await using on = await openPlatformBench(ENDLESS_TOOL);
  const [first, second] = [
    await on.agent({ allowed_tools: ["Bash"] }),
    await on.agent({ allowed_tools: ["Bash"] }),
  ];
  const task = await on.give(first.id, { description: "one" });
  await on.give(second.id, { description: "two" });
  await untilTagged(
    on.instanceId,
    (all) => all.filter(({ command }) => command === "sleep 987").length === 2,
    20_000,
  );
  setDisk(on, "full");
  await on.until(({ agents }) =>
    [first, second].every(({ id }) => {
      const state = agents[id]?.state;
      return state?.status === "busy" && state.activity.kind === "paused";
    })
  );

  granted(await on.platform.interruptAgent(first.id));
  const interrupted = await on.ended(task);
  const begun = performance.now();
  const gone = granted(await on.platform.terminateAgent(second.id));

  assert.ok(interrupted.state.status === "failed");
  assert.equal(interrupted.state.failure.kind, "interrupted");
  assert.equal(gone.state.status, "terminated");
  assert.ok(performance.now() - begun < 10_000);
  const left = await tagged(on.instanceId);
  assert.ok(left.every(({ agentId }) => agentId !== second.id));
});

Deno.test("a server that stops while agents are paused leaves nothing behind", async () => {
  await using on = await openPlatformBench(ENDLESS_TOOL);
  const agent = await on.agent({ allowed_tools: ["Bash"] });
  await on.give(agent.id, { description: "one" });
  await untilTagged(on.instanceId, endlessRuns, 20_000);
  setDisk(on, "full");
  await on.until(({ agents }) => {
    const state = agents[agent.id]?.state;
    return state?.status === "busy" && state.activity.kind === "paused";
  });

  const begun = performance.now();
  await on.stop();

  assert.ok(performance.now() - begun < 10_000);
  assert.deepEqual(await tagged(on.instanceId), []);
});
