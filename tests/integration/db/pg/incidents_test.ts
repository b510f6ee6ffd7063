import { strict as assert } from "node:assert";
import {
  findIncident,
  listIncidents,
  upsertIncidents,
} from "@/db/pg/incidents.ts";
import type { Incident } from "@/domain/incident.ts";
import { agentId, taskId } from "@/tests/helpers/fleet.ts";
import {
  agentBack,
  agentCrashed,
  attemptFailed,
  busyFleet,
  courseOf,
  taskFailed,
} from "@/tests/helpers/incidents.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();

databases.test("history gives incidents back as they were, the newest first, narrowed down and in pages", async (database) => {
  const { incidents } = courseOf(
    busyFleet(3),
    [agentCrashed(1, "crashed")],
    agentBack(1),
    [taskFailed(2, "model_not_found")],
    [attemptFailed(3, "network")],
  );
  const newest = [...incidents].reverse();
  const ids = (found: readonly Incident[]) => found.map(({ id }) => id);

  await upsertIncidents(database, incidents);
  await upsertIncidents(database, incidents);
  const list = (filter: Partial<Parameters<typeof listIncidents>[1]>) =>
    listIncidents(database, { limit: 9, ...filter });

  assert.deepEqual(await list({}), newest);
  assert.deepEqual(
    await findIncident(database, newest[0]!.id),
    newest[0],
  );
  assert.deepEqual(
    ids(await list({ cursor: newest[0]!.id, limit: 1 })),
    [newest[1]!.id],
  );
  assert.deepEqual(ids(await list({ agentId: agentId(1) })), [newest[2]!.id]);
  assert.deepEqual(ids(await list({ taskId: taskId(2) })), [newest[1]!.id]);
  assert.deepEqual(ids(await list({ status: "gave_up" })), [newest[1]!.id]);
  assert.deepEqual(ids(await list({ severities: ["high"] })), [newest[2]!.id]);
  assert.deepEqual(
    ids(await list({ errorType: "network_error", kind: "network" })),
    [newest[0]!.id],
  );
});
