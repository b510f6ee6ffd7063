import assert from "node:assert/strict";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import {
  agentsNeedingAttention,
  currentAgents,
  openTasksOf,
  recentTasks,
  stoppedAgents,
} from "@/components/fleet_order.ts";
import { summarizeFleet } from "@/components/fleet_summary.ts";
import {
  sampleAgent,
  sampleFleet,
  sampleId,
  sampleTask,
  sampleTime,
} from "@/components/gallery/sample_fleet.ts";
import { agentStatus } from "@/components/status.ts";

const names = (agents: readonly { readonly name: string }[]) =>
  agents.map(({ name }) => name);

Deno.test("currentAgents puts the most urgent first, when all states are there", () => {
  const order = names(currentAgents(sampleFleet()));

  assert.deepEqual(order, [
    "Dee",
    "Finn",
    "Cy",
    "Ada",
    "Ben",
    "Gus",
    "Eve",
    "Hal",
  ]);
});

Deno.test("currentAgents keeps equals in place, when one of them is touched", () => {
  const idle = (number: number, name: string, seq: number) =>
    sampleAgent(number, name, {
      status: "idle",
      since: sampleTime(seq),
      process_id: number,
    }, { updated_seq: seq });
  const agents = [idle(3, "C", 90), idle(1, "A", 50), idle(2, "B", 99)];
  const fleet = {
    ...EMPTY_FLEET,
    seq: 99,
    agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])),
  };

  assert.deepEqual(names(currentAgents(fleet)), ["A", "B", "C"]);
});

Deno.test("stoppedAgents holds those that were ended, when others failed", () => {
  assert.deepEqual(names(stoppedAgents(sampleFleet())), ["Ivy"]);
});

Deno.test("agentsNeedingAttention counts questions and failures, when both are there", () => {
  assert.deepEqual(names(agentsNeedingAttention(sampleFleet())), [
    "Dee",
    "Finn",
  ]);
});

Deno.test("openTasksOf follows priority, then age, when tasks wait", () => {
  const pending = {
    status: "pending",
    since: sampleTime(1),
    not_before: null,
  } as const;
  const tasks = [
    sampleTask(11, 1, "second", pending),
    { ...sampleTask(12, 1, "first", pending), priority: 10 },
    sampleTask(13, 1, "third", pending),
    sampleTask(14, 2, "of another agent", pending),
  ];
  const fleet = {
    ...EMPTY_FLEET,
    tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
  };

  const titles = openTasksOf(fleet, sampleId(1)).map(({ title }) => title);

  assert.deepEqual(titles, ["first", "second", "third"]);
});

Deno.test("recentTasks puts the newest first, when ids tell the age", () => {
  const ids = recentTasks(sampleFleet()).map(({ id }) => id);

  assert.deepEqual(ids, ids.toSorted().reverse());
});

Deno.test("summarizeFleet counts recovering agents as working, when one waits for a retry", () => {
  const summary = summarizeFleet(sampleFleet());

  assert.equal(summary.working, 3);
  assert.equal(summary.idle, 1);
  assert.equal(summary.attention, 2);
});

Deno.test("agentStatus names its evidence, when an agent works", () => {
  const ada = sampleFleet().agents[sampleId(1)]!;

  const status = agentStatus(ada);

  assert.equal(status.look, "working");
  assert.match(
    status.evidence,
    /process 4101 · since .* UTC · waits for the tool Bash/,
  );
});

Deno.test("agentStatus tells states apart by word, when they share a look", () => {
  const agents = Object.values(sampleFleet().agents);

  const shown = agents.map(agentStatus).map(({ look, word }) => [look, word]);

  assert.deepEqual(shown, [
    ["working", "Working"],
    ["working", "Working"],
    ["recovering", "Recovering"],
    ["needs_you", "Needs you"],
    ["idle", "Idle"],
    ["failed", "Failed"],
    ["queued", "Starting"],
    ["cancelled", "Stopping"],
    ["cancelled", "Stopped"],
  ]);
});
