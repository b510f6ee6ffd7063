import { strict as assert } from "node:assert";
import type { HistoryOutcome, KeptRecords } from "@/domain/history.ts";
import { withHistory } from "@/orchestrator/with_history.ts";
import { agentId, sampleAgent, sampleTask } from "@/tests/helpers/fleet.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";

const ada = sampleAgent(1);
const task = sampleTask(1, 1, { external_id: "mine-1" });

/** A history that has Ada and her task, or answers nothing. */
function kept(isAway = false): KeptRecords {
  const answer = <T>(value: T): Promise<HistoryOutcome<T>> =>
    Promise.resolve(
      isAway
        ? {
          ok: false,
          refusal: {
            code: "history_away",
            message: "away",
            since: null,
            reason: "away",
          },
        }
        : { ok: true, value },
    );
  return {
    agent: (id) => answer(id === ada.id ? ada : undefined),
    task: (id) =>
      answer(id === task.id || id === task.external_id ? task : undefined),
    transcript: () => answer([]),
    entry: () => answer(undefined),
    tableSizes: () => answer([]),
  };
}

Deno.test("a record that left the live store is found in the history", async () => {
  const reads = withHistory(new MemoryPlatform(), kept());

  assert.equal(await reads.findAgent(ada.id), ada);
  assert.equal(await reads.findTask(task.id), task);
  assert.equal(await reads.findTask("mine-1"), task);
  assert.equal(await reads.findAgent(agentId(2)), undefined);
});

Deno.test("a record that lives is not looked for in the history", async () => {
  const platform = new MemoryPlatform();
  const agent = { ...ada, name: "Ada as she is now" };
  platform.commit(
    { type: "agent.created", agent_id: ada.id, data: { agent } },
  );

  const found = await withHistory(platform, kept()).findAgent(ada.id);

  assert.equal(found?.name, "Ada as she is now");
});

Deno.test("what only the history has is not found while it is away", async () => {
  const reads = withHistory(new MemoryPlatform(), kept(true));

  assert.equal(await reads.findAgent(ada.id), undefined);
  assert.deepEqual(await reads.readTranscript(ada.id, { limit: 5 }), []);
});
