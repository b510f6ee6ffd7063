import { strict as assert } from "node:assert";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { workerList } from "@/orchestrator/handoff/worker_list.ts";
import {
  AGENT_STATES,
  agentId,
  AT,
  sampleAgent,
  sampleTask,
} from "@/tests/helpers/fleet.ts";

Deno.test("the list of workers has those who wait for a person last, and says so", () => {
  const { busy } = AGENT_STATES;
  assert.equal(busy.status, "busy");
  const waiting = sampleAgent(1, {
    name: "Ann",
    state: {
      ...busy,
      activity: {
        kind: "awaiting_approval",
        since: AT,
        tool: "Bash",
        detail: "make",
      },
    },
  });
  const loaded = sampleAgent(2, { name: "Ben", state: AGENT_STATES.idle });
  const task = sampleTask(1, 2);

  const list = workerList(
    {
      ...EMPTY_FLEET,
      agents: { [waiting.id]: waiting, [loaded.id]: loaded },
      tasks: { [task.id]: task },
    },
    waiting.session_id,
    undefined,
  );

  const [first, second] = list.split("\n");
  assert.match(first ?? "", new RegExp(`${agentId(2)}: Ben; .*idle, 1 task`));
  assert.match(second ?? "", /Ann; .*; waits for a person, 0 tasks/);
});
