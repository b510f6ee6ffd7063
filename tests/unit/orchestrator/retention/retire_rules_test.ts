import { strict as assert } from "node:assert";
import { Task } from "@/domain/task.ts";
import { stillOver } from "@/orchestrator/retention/retire.ts";
import {
  agentId,
  createdDrafts,
  fleetAfter,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { agent, cancelled, task } from "@/tests/helpers/retention_rig.ts";

Deno.test("what something living refers to stays", () => {
  const fleet = fleetAfter([
    ...createdDrafts(
      agent(1),
      task(1),
      task(2, { depends_on: [taskId(1)] }),
      task(3, { parent_id: taskId(2) }),
      task(4),
      task(5, { parent_id: taskId(4) }),
    ),
    ...[1, 3, 4].map(cancelled),
  ]);
  const ended = [1, 3, 4].map((n) => fleet.tasks[taskId(n)] as Task);

  const { tasks } = stillOver(fleet, { tasks: ended });

  // 1 is waited for, 3 is a part of an open task, 4 has an open part.
  assert.deepEqual(tasks, []);
});

Deno.test("a record that changed since it was seen stays for now", () => {
  const fleet = fleetAfter([
    ...createdDrafts(agent(1), task(1)),
    cancelled(1),
  ]);
  const seen = fleet.tasks[taskId(1)] as Task;

  const same = stillOver(fleet, { tasks: [seen] });
  const changed = stillOver(fleet, {
    tasks: [{ ...seen, updated_seq: seen.updated_seq - 1 }],
  });

  assert.equal(same.tasks.length, 1);
  assert.equal(changed.tasks.length, 0);
});

Deno.test("an event cannot retire what lives", () => {
  const fleet = fleetAfter(createdDrafts(agent(1), task(1)));

  const after = fleetAfter([{
    type: "records.retired",
    data: {
      agents: [agentId(1)],
      tasks: [{
        id: taskId(1),
        agent_id: agentId(1),
        session_id: null,
        parent_id: null,
      }],
      sessions: [],
      texts: [],
    },
  }], fleet);

  assert.deepEqual({ ...after, seq: 0 }, { ...fleet, seq: 0 });
});
