import { strict as assert } from "node:assert";
import { agentId, sampleSession, sampleTask } from "@/tests/helpers/fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { sampleApproval, sampleHandoff } from "@/tests/helpers/managed_work.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;

/** A gate whose history has records that its fleet has let go of. */
function gateWithHistory(): GateUnderTest {
  const gate = new GateUnderTest();
  const { retired } = gate.platform.history;
  for (const n of [1, 2, 3]) {
    const task = sampleTask(n, 1, {
      priority: (n * 7) % 5,
      created_at: at(n),
      updated_at: at(9 - n),
    });
    retired.tasks.push(task);
    retired.sessions.push(
      sampleSession(n, { created_at: at(n), updated_at: at(9 - n) }),
    );
    retired.approvals.push(
      sampleApproval(n, agentId(1), {
        created_at: at(n),
        expires_at: at(9 - n),
      }),
    );
    retired.handoffs.push(
      sampleHandoff(n, task, { created_at: at(n), updated_at: at(9 - n) }),
    );
  }
  return gate;
}

/** All items of a list, two at a time. */
async function allOf(gate: GateUnderTest, path: string) {
  // deno-lint-ignore no-explicit-any -- items of any list
  const items: any[] = [];
  let cursor = "";
  do {
    const page = await (await gate.ask(`${path}&limit=2${cursor}`)).json();
    items.push(...page.items);
    cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
  } while (cursor);
  return items;
}

Deno.test("lists are sorted both ways, and go on into the history", async () => {
  using gate = gateWithHistory();
  const here = await gate.post("/api/tasks", { description: "new" });
  assert.equal(here.status, 201);
  const days = async (path: string, field: string) =>
    (await allOf(gate, path)).map((item) => item[field].slice(0, 10));

  const tasks = await days("/api/tasks?sort=created_at", "created_at");
  const changed = await days("/api/sessions?sort=-updated_at", "updated_at");
  const handoffs = await days("/api/handoffs?sort=updated_at", "updated_at");
  const asked = await days("/api/approvals?sort=expires_at", "expires_at");
  const priorities = (await allOf(gate, "/api/tasks?sort=-priority"))
    .map(({ priority }) => priority);

  assert.equal(tasks.length, 4);
  assert.deepEqual(tasks, tasks.toSorted());
  assert.deepEqual(changed, ["2026-01-08", "2026-01-07", "2026-01-06"]);
  assert.deepEqual(handoffs, ["2026-01-06", "2026-01-07", "2026-01-08"]);
  assert.deepEqual(asked, handoffs);
  assert.deepEqual(priorities, priorities.toSorted((a, b) => b - a));
});

Deno.test("hand-offs of the history are filtered like those at hand; without it the list says that it is not whole", async () => {
  using gate = gateWithHistory();
  const ask = async () =>
    await (await gate.ask(`/api/handoffs?manager_id=${agentId(1)}`)).json();

  const whole = await ask();
  const other = await allOf(gate, `/api/handoffs?manager_id=${agentId(9)}`);
  gate.platform.history.state = {
    kind: "away",
    backlog: 0,
    since: at(1),
    reason: "it restarts",
  };
  const part = await ask();

  assert.deepEqual([whole.items.length, whole.complete], [3, true]);
  assert.equal(other.length, 0);
  assert.deepEqual([part.items.length, part.complete], [0, false]);
});

Deno.test("a cursor of another list is refused, whatever the order", async () => {
  using gate = gateWithHistory();
  const paths = ["tasks", "tasks?sort=priority", "sessions", "handoffs"];

  for (const path of paths) {
    const mark = path.includes("?") ? "&" : "?";
    const answer = await gate.ask(`/api/${path}${mark}cursor=nonsense`);
    assert.equal(await problemLine(answer), "400 invalid_cursor");
  }
});
