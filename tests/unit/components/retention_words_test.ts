import { strict as assert } from "node:assert";
import {
  removedWords,
  ruleWords,
} from "@/components/history/retention_words.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { RETENTION } from "@/tests/helpers/memory_storage.ts";

Deno.test("what a run removed is told in words, and that it removed nothing", () => {
  const removed = { events: 48_210, transcript_entries: 1, agents: 0 };

  assert.equal(
    removedWords({ at: AT, removed }),
    "removed 48,210 events, 1 transcript entry",
  );
  assert.equal(
    removedWords({ at: AT, removed: { transcript_entries: 2 } }),
    "removed 2 transcript entries",
  );
  assert.equal(removedWords({ at: AT, removed: {} }), "nothing had to go");
});

Deno.test("a rule that is switched off is told as such", () => {
  const [live, details, room] = ruleWords({
    ...RETENTION.rules,
    live_hours: 0,
    history_days: 0,
    history_max_gib: 0,
  });

  assert.match(live ?? "", /stay in the live store/);
  assert.match(details ?? "", /stay in the history/);
  assert.match(room ?? "", /any room/);
});
