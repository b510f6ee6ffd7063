import assert from "node:assert/strict";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import { sampleInbox } from "@/components/gallery/sample_inbox.ts";
import { gathered, noticesOf } from "@/components/notify/notices.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Task } from "@/domain/task.ts";
import { AT } from "@/tests/helpers/fleet.ts";

const fleet = sampleCrew();
const place = { seq: 1, at: AT } as const;
const [approval] = Object.values(sampleInbox(Date.now()).approvals);
const tasks = Object.values(fleet.tasks);
const failed = tasks.find(({ state, parent_id }) =>
  state.status === "failed" && parent_id === null
)!;
const part = tasks.find(({ parent_id }) => parent_id !== null)!;

function failure(task: Task): FleetEvent {
  return {
    ...place,
    type: "task.failed",
    agent_id: task.agent_id!,
    task_id: task.id,
    data: {
      attempt: 1,
      outcome: "failed",
      failure: { kind: "unknown", message: "" },
    },
  } as FleetEvent;
}
const asked = {
  ...place,
  type: "approval.requested",
  approval_id: approval!.id,
  agent_id: approval!.agent_id,
  data: { approval },
} as FleetEvent;

Deno.test("a request and a failed task are worth a notice, a part and a try that is repeated are not", () => {
  const trying = { ...failed, state: { ...failed.state, status: "pending" } };
  const again = {
    ...fleet,
    tasks: { ...fleet.tasks, [failed.id]: trying as Task },
  };

  const kinds = (events: readonly FleetEvent[], on = fleet) =>
    noticesOf(events, on).map(({ kind, href }) => [kind, href]);

  assert.deepEqual(kinds([asked, failure(failed)]), [
    ["needs_you", "/inbox"],
    ["failed", `/tasks/${failed.id}`],
  ]);
  assert.deepEqual(kinds([failure(part)]), []);
  assert.deepEqual(kinds([failure(failed)], again), []);
});

Deno.test("the same thing is told once, and many things as one that counts them", () => {
  const notice = noticesOf([asked], fleet)[0]!;
  const many = [1, 2, 3, 4].map((n) => ({
    ...notice,
    kind: n === 1 ? "needs_you" as const : "done" as const,
    tag: `${n}`,
  }));

  assert.equal(gathered([notice, notice]).length, 1);
  assert.equal(gathered(many.slice(0, 3)).length, 3);
  const [one, ...rest] = gathered(many);
  assert.deepEqual(rest, []);
  assert.equal(one?.body, "1 needs you, 3 done");
  assert.equal(one?.href, "/inbox");
});
