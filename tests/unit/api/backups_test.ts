import { strict as assert } from "node:assert";
import { Problem } from "@/api/problem.ts";
import { backupRoutes } from "@/api/backups/backup_routes.ts";
import type { BackupMade, KeptBackup } from "@/domain/backup_state.ts";
import { AT } from "@/tests/helpers/fleet.ts";

const MADE: BackupMade = {
  path: "/data/backups/manual-1.vamp",
  bytes: 12,
  encrypted: true,
  created_at: AT,
  seq: 7,
};
const KEPT: KeptBackup = {
  path: MADE.path,
  kind: "manual",
  created_at: AT,
  bytes: 12,
};
const state = { last_at: null, last_error: null };

function ask(
  make: (options: { readonly withAgents: boolean }) => Promise<BackupMade>,
  body: unknown,
) {
  return backupRoutes({ state, list: () => Promise.resolve([KEPT]), make })
    .request("/backups", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
}

Deno.test("a backup is made as it was asked for, and its path answered", async () => {
  const asked: unknown[] = [];
  const make = (options: unknown) => {
    asked.push(options);
    return Promise.resolve(MADE);
  };

  const plain = await ask(make, {});
  await ask(make, { with_agents: true });

  assert.equal(plain.status, 201);
  assert.deepEqual(await plain.json(), MADE);
  assert.deepEqual(asked, [{ withAgents: false }, { withAgents: true }]);
});

Deno.test("the backups that are kept are listed, with how they go", async () => {
  const { request } = backupRoutes({
    state,
    list: () => Promise.resolve([KEPT]),
    make: () => Promise.reject(new Error("nobody asks for one")),
  });

  const answer = await request("/backups");

  assert.deepEqual(await answer.json(), { ...state, items: [KEPT] });
});

Deno.test("a backup that was not made is told with its reason", async () => {
  const answer = await ask(
    () => Promise.reject(new Error("Cannot back up: the disk is full")),
    {},
  );

  assert.equal(answer.status, 503);
  const problem = Problem.parse(await answer.json());
  assert.equal(problem.code, "backup_failed");
  assert.equal(problem.detail, "Cannot back up: the disk is full");
});

Deno.test("a request for a backup with other fields is refused", async () => {
  const answer = await ask(() => Promise.resolve(MADE), { path: "/etc" });

  assert.equal(answer.status, 400);
});
