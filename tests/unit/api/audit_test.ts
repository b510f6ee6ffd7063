import { strict as assert } from "node:assert";
import type { AuditRecord } from "@/domain/audit.ts";
import { AT, someId } from "@/tests/helpers/fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const entry = (n: number, changes: Partial<AuditRecord> = {}): AuditRecord => ({
  id: someId(n),
  at: AT,
  actor: "person",
  action: "task.retried",
  target_type: "task",
  target_id: `task-${n}`,
  outcome: "succeeded",
  data: { seq: n },
  ...changes,
});
const ENTRIES = [
  entry(3, { actor: "server", action: "approval.decided" }),
  entry(2, { target_type: "rule" }),
  entry(1),
];

function gateWithEntries(): GateUnderTest {
  const gate = new GateUnderTest();
  gate.platform.history.audit.push(...ENTRIES);
  return gate;
}

Deno.test("the audit log is read page by page and by who did what to what", async () => {
  using gate = gateWithEntries();
  const read = async (query: string) => {
    const answer = await gate.ask(`/api/audit?${query}`);
    assert.equal(answer.status, 200);
    return await answer.json();
  };
  const [third, second, first] = ENTRIES;

  const page = await read("limit=2");
  assert.deepEqual(page.items, [third, second]);
  const rest = await read(`limit=2&cursor=${page.next_cursor}`);
  assert.deepEqual(rest, { items: [first], next_cursor: null });
  assert.deepEqual((await read("actor=server")).items, [third]);
  assert.deepEqual((await read("action=task.retried")).items, [second, first]);
  assert.deepEqual((await read("target=rule")).items, [second]);
  assert.deepEqual((await read("target=task/task-1")).items, [first]);
});

Deno.test("the audit log refuses what it cannot look for, and says when it is away", async () => {
  using gate = gateWithEntries();

  const unfit = await gate.ask("/api/audit?target=Task");
  const cursor = await gate.ask("/api/audit?cursor=nonsense");
  gate.platform.history.state = {
    kind: "away",
    since: AT,
    backlog: 1,
    reason: "connection refused",
  };
  const away = await gate.ask("/api/audit");

  assert.match(await problemLine(unfit), /^400 invalid_request/);
  assert.match(await problemLine(cursor), /^400 invalid_cursor/);
  assert.match(await problemLine(away), /^503 history_away/);
});
