import { strict as assert } from "node:assert";
import type { HistoryOutcome } from "@/domain/history.ts";
import { isMatch } from "@/domain/transcript_match.ts";
import { transcriptReads } from "@/orchestrator/transcript_reads.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { longTranscript } from "@/tests/helpers/long_transcript.ts";
import { memoryTranscript } from "@/tests/helpers/memory_transcript.ts";
import { NO_HISTORY } from "@/tests/helpers/no_history.ts";

const id = agentId(1);
const all = longTranscript(2_000, id);
const LIVE_FROM = 1_500;
/** The history has more than the live store lets go of. */
const KEPT_TO = 1_800;

const live = memoryTranscript(all.slice(LIVE_FROM));
const old = memoryTranscript(all.slice(0, KEPT_TO));
const known = <T>(value: T): Promise<HistoryOutcome<T>> =>
  Promise.resolve({ ok: true, value });
const reads = transcriptReads(live, {
  transcript: async (of, range) => known(await old.readTranscript(of, range)),
  entry: async (of, n) => known(await old.findTranscriptEntry(of, n)),
  entries: async (of, numbers) =>
    known(await old.transcriptEntries(of, numbers)),
  toolUses: (_of, uses) =>
    known({
      found: all.slice(0, KEPT_TO).filter((entry) =>
        entry.kind === "tool_call" && uses.calls.includes(entry.tool_use_id) ||
        entry.kind === "tool_result" && uses.results.includes(entry.tool_use_id)
      ),
      lastN: KEPT_TO - 1,
    }),
  matches: async (of, search) =>
    known({
      found: await old.searchTranscript(of, search),
      lastN: KEPT_TO - 1,
    }),
});
const alone = transcriptReads(live, NO_HISTORY);
const numbersOf = (entries: readonly { readonly n: number }[]) =>
  entries.map(({ n }) => n);

Deno.test("a piece is read across the place where the live store begins, either way", async () => {
  const down = await reads.readTranscript(id, {
    after: LIVE_FROM - 3,
    before: LIVE_FROM + 40,
    limit: 5,
  });
  const up = await reads.readTranscript(id, {
    before: LIVE_FROM + 2,
    limit: 5,
  });

  assert.deepEqual(numbersOf(down), [1_498, 1_499, 1_500, 1_501, 1_502]);
  assert.deepEqual(numbersOf(up), [1_497, 1_498, 1_499, 1_500, 1_501]);
});

Deno.test("entries by number come from wherever they are, in order", async () => {
  const found = await reads.transcriptEntries(id, [1_900, 3, 1_600, 9_999]);

  assert.deepEqual(numbersOf(found), [3, 1_600, 1_900]);
});

Deno.test("a search finds each entry once, also what the history lacks yet", async () => {
  const search = { text: "PART_", part: "tools" } as const;

  const found = await reads.searchTranscript(id, search);

  const expected = all.filter((entry) => isMatch(entry, search));
  assert.deepEqual(found.numbers, numbersOf(expected));
  assert.equal(found.total, expected.length);
  assert.ok(found.isComplete);
});

Deno.test("a search says that it is not complete, while the history is away", async () => {
  const found = await alone.searchTranscript(id, { part: "errors" });

  assert.ok(found.numbers.every((n) => n >= LIVE_FROM));
  assert.equal(found.isComplete, false);
});

Deno.test("the other halves of tool uses are found before and after", async () => {
  // The result of the call before it, and the call of the result after it.
  const result = all.find(({ kind, n }) => kind === "tool_result" && n > 1_900);
  const piece = [result!, ...all.slice(result!.n + 1, result!.n + 6)];
  const cut = piece.filter((entry) =>
    entry.kind !== "tool_result" ||
    entry === result
  );

  const paired = await reads.pairedEntries(id, cut);

  assert.ok(paired.some(({ n }) => n === result!.n - 1));
  assert.ok(paired.every((entry) => !cut.includes(entry)));
});
