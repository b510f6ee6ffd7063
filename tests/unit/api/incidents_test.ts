import { strict as assert } from "node:assert";
import { incidentId } from "@/orchestrator/recovery/incident_id.ts";
import { agentId, AT, taskId } from "@/tests/helpers/fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { raised } from "@/tests/helpers/incidents.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const [CRASH, SIGN_IN, TOO_LONG] = [1, 2, 3].map((n) => incidentId(AT, n));

/** A crash that was given up, a sign-in that is asked for, and a task that goes on. */
function withIncidents(gate: GateUnderTest) {
  gate.platform.commit(
    raised(CRASH!, "crashed", { agent_id: agentId(1) }),
    {
      type: "error.gave_up",
      incident_id: CRASH!,
      data: { words: "it is not started again" },
    },
    raised(SIGN_IN!, "authentication", { agent_id: agentId(1) }),
    raised(TOO_LONG!, "context_too_long", { task_id: taskId(2) }),
  );
}

Deno.test("incidents are listed the newest first, narrowed down, and in pages that join", async () => {
  using gate = new GateUnderTest();
  withIncidents(gate);
  const list = async (query: string) =>
    await (await gate.ask(`/api/incidents?${query}`)).json();
  const ids = (page: { items: { id: string }[] }) =>
    page.items.map(({ id }) => id);

  const first = await list("limit=2");
  const rest = await list(`limit=2&cursor=${first.next_cursor}`);

  assert.deepEqual(ids(first), [TOO_LONG, SIGN_IN]);
  assert.deepEqual(ids(rest), [CRASH]);
  assert.deepEqual(ids(await list("severity=high")), [SIGN_IN, CRASH]);
  assert.deepEqual(ids(await list("status=gave_up")), [CRASH]);
  assert.deepEqual(ids(await list(`task_id=${taskId(2)}`)), [TOO_LONG]);
  assert.deepEqual(
    ids(await list(`agent_id=${agentId(1)}&error_type=agent_crash`)),
    [CRASH],
  );
});

Deno.test("a person takes notice of an incident, and closes it", async () => {
  using gate = new GateUnderTest();
  withIncidents(gate);
  const path = `/api/incidents/${CRASH}`;

  const found = await (await gate.ask(path)).json();
  const noticed = await (await gate.post(`${path}/acknowledge`, {})).json();
  const closed = await (await gate.post(`${path}/close`, { note: "done" }))
    .json();
  const again = await gate.post(`${path}/close`, { note: "twice" });

  assert.equal(found.needs_person, true);
  assert.equal(found.status_words, "it is not started again");
  assert.equal(noticed.needs_person, false);
  assert.equal(noticed.status, "gave_up");
  assert.equal(closed.status, "closed");
  assert.equal(closed.steps.at(-1).words, "done");
  assert.equal((await again.json()).status_words, "done");
});

Deno.test("an incident that is not there is not found", async () => {
  using gate = new GateUnderTest();

  const found = await gate.ask(`/api/incidents/${CRASH}`);
  const odd = await gate.post("/api/incidents/constructor/acknowledge", {});

  assert.equal(await problemLine(found), "404 incident_not_found");
  assert.equal(await problemLine(odd), "404 incident_not_found");
});
