import { strict as assert } from "node:assert";
import { AT, taskId } from "@/tests/helpers/fleet.ts";
import { asking } from "@/tests/helpers/asked_history.ts";

Deno.test("what is asked is refused with since and reason, while the history is not open", async () => {
  const { queries, kept } = asking(() => undefined);

  for (
    const outcome of [
      await queries.searchHistory({ text: "parser", limit: 5 }),
      await queries.taskAttempts(taskId(1)),
      await kept.tableSizes(),
    ]
  ) {
    assert.deepEqual(outcome, {
      ok: false,
      refusal: {
        code: "history_away",
        message: `Cannot read the history, away since ${AT}: no route to host`,
        since: AT,
        reason: "no route to host",
      },
    });
  }
});
