import { strict as assert } from "node:assert";
import {
  agentId,
  AT,
  createdDrafts,
  fleetAfter,
  sampleAgent,
  sampleTask,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { placeEvent } from "@/orchestrator/place_event.ts";

Deno.test("an event gets the next place and its agent's session", () => {
  const fleet = fleetAfter(
    createdDrafts(sampleAgent(1, { session_id: sessionId(1) })),
  );

  const event = placeEvent(
    fleet,
    { type: "agent.rested", agent_id: agentId(1), data: {} },
    AT,
  );

  assert.deepEqual(event, {
    type: "agent.rested",
    agent_id: agentId(1),
    session_id: sessionId(1),
    seq: 2,
    at: AT,
    data: {},
  });
});

Deno.test("an event about a task that nobody has leaves the agent out", () => {
  const task = sampleTask(1, 1, { agent_id: null, session_id: sessionId(2) });
  const fleet = fleetAfter(createdDrafts(sampleAgent(1), task));

  const event = placeEvent(
    fleet,
    {
      type: "task.unblocked",
      agent_id: undefined,
      task_id: taskId(1),
      data: {},
    },
    AT,
  );

  assert.deepEqual(event, {
    type: "task.unblocked",
    task_id: taskId(1),
    session_id: sessionId(2),
    seq: 3,
    at: AT,
    data: {},
  });
});
