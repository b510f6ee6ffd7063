import { strict as assert } from "node:assert";
import { retentionRoutes } from "@/api/history/retention_routes.ts";
import { Problem } from "@/api/problem.ts";
import { AT, sessionId } from "@/tests/helpers/fleet.ts";
import { PRUNABLE, RETENTION } from "@/tests/helpers/memory_storage.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";

function ask(platform: MemoryPlatform, body: unknown) {
  return retentionRoutes(platform).request("/history/prune", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function problemOf(answer: Response) {
  return [answer.status, Problem.parse(await answer.json()).code];
}

Deno.test("the rules and the last runs are told", async () => {
  const answer = await retentionRoutes(new MemoryPlatform())
    .request("/history/retention");

  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), RETENTION);
});

Deno.test("pruning tells what would go, unless it is told otherwise", async () => {
  const platform = new MemoryPlatform();

  const all = await ask(platform, {});
  const old = await ask(platform, { archived_before: "2026-02-01T00:00:00Z" });

  assert.deepEqual([all.status, old.status], [200, 200]);
  const told = await all.json();
  assert.deepEqual(
    [told.dry_run, told.tasks, told.transcript_entries, told.bytes],
    [true, 30, 3_000, 6_000_000],
  );
  assert.deepEqual(told.sessions, PRUNABLE);
  assert.equal((await old.json()).sessions.length, 1);
  assert.deepEqual(platform.history.pruned, []);
});

Deno.test("only sessions that are named are removed", async () => {
  const platform = new MemoryPlatform();

  const unnamed = await ask(platform, { dry_run: false });
  const named = await ask(platform, {
    dry_run: false,
    session_ids: [sessionId(1)],
  });

  assert.deepEqual(await problemOf(unnamed), [400, "invalid_request"]);
  assert.equal(named.status, 202);
  assert.deepEqual(await named.json(), { dry_run: false, sessions: 1 });
  assert.deepEqual(platform.history.pruned, [sessionId(1)]);
});

Deno.test("a session that is not archived is not removed, nor are those with it", async () => {
  const platform = new MemoryPlatform();

  const answer = await ask(platform, {
    dry_run: false,
    session_ids: [sessionId(1), sessionId(9)],
  });

  assert.deepEqual(await problemOf(answer), [409, "session_not_archived"]);
  assert.deepEqual(platform.history.pruned, []);
});

Deno.test("while the history is away nothing is told and nothing removed", async () => {
  const platform = new MemoryPlatform();
  platform.history.state = { kind: "away", since: AT, backlog: 1, reason: "x" };

  const told = await ask(platform, {});
  const removed = await ask(platform, {
    dry_run: false,
    session_ids: [sessionId(1)],
  });

  assert.deepEqual(await problemOf(told), [503, "history_away"]);
  assert.deepEqual(await problemOf(removed), [503, "history_away"]);
  assert.deepEqual(platform.history.pruned, []);
});
