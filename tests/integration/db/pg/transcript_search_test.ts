import { strict as assert } from "node:assert";
import { upsertAgents } from "@/db/pg/agents.ts";
import { findMatches } from "@/db/pg/transcript_matches.ts";
import {
  findToolUses,
  insertEntries,
  readEntries,
  readTranscript,
} from "@/db/pg/transcripts.ts";
import { isMatch, type TranscriptSearch } from "@/domain/transcript_match.ts";
import { agentId, placed, sampleAgent } from "@/tests/helpers/fleet.ts";
import { longTranscript } from "@/tests/helpers/long_transcript.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();
const id = agentId(1);
const all = longTranscript(800, id);

databases.test("a transcript is searched, and read by number and from either side", async (database) => {
  await upsertAgents(database, [sampleAgent(1)]);
  await insertEntries(
    database,
    placed(all.map((entry) => ({
      type: "transcript.appended",
      agent_id: id,
      data: { entry },
    }))),
  );
  const searches: readonly TranscriptSearch[] = [
    { text: "PART_7" },
    { text: "100%_\\" },
    { text: "bash", part: "tools" },
    { part: "messages" },
    { part: "errors" },
    { text: "ok 4 of", part: "errors" },
  ];

  for (const search of searches) {
    const { numbers, total } = await findMatches(database, id, search);
    const expected = all.filter((entry) => isMatch(entry, search));
    assert.deepEqual(numbers, expected.map(({ n }) => n));
    assert.equal(total, expected.length);
  }
  assert.deepEqual(
    await readTranscript(database, id, { after: 10, before: 13, limit: 9 }),
    all.slice(11, 13),
  );
  assert.deepEqual(await readEntries(database, id, [700, 3]), [
    all[3],
    all[700],
  ]);
  assert.deepEqual(
    await findToolUses(database, id, {
      calls: ["Bash-3"],
      before: 400,
      results: ["Edit-90", "never"],
      after: 400,
    }),
    [all[3 * 8 + 2], all[90 * 8 + 5]],
  );
});
