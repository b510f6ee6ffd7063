import { strict as assert } from "node:assert";
import { upsertAgents } from "@/db/pg/agents.ts";
import {
  type Found,
  type HistorySearch,
  searchHistory,
} from "@/db/pg/search.ts";
import type { Snippet } from "@/db/pg/snippet.ts";
import type { Database } from "@/db/pg/sql.ts";
import { upsertTasks } from "@/db/pg/tasks.ts";
import { insertEntries } from "@/db/pg/transcripts.ts";
import type { SessionId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();
const session = someId(1) as SessionId;

const RESULT: Task["state"] = {
  status: "completed",
  since: AT,
  result: { output: shortText("The parser works"), duration_ms: 1, turns: 1 },
};

/** Two agents; the entries of the first, and the tasks by their number. */
async function store(
  database: Database,
  entries: readonly string[],
  tasks: readonly Partial<Task>[] = [],
): Promise<void> {
  await upsertAgents(database, [
    sampleAgent(1, { session_id: session }),
    sampleAgent(2),
  ]);
  await upsertTasks(
    database,
    tasks.map((changes, n) => sampleTask(n, 2, changes)),
  );
  await insertEntries(
    database,
    placed(entries.map((text, n) => ({
      type: "transcript.appended",
      agent_id: agentId(1),
      data: {
        entry: {
          agent_id: agentId(1),
          n,
          at: `2026-01-02T03:0${n}:00.000Z`,
          task_id: tasks.length > 0 ? taskId(0) : null,
          parent_tool_use_id: null,
          kind: "notice",
          level: "info",
          text: shortText(text),
        },
      },
    }))),
  );
}

async function find(database: Database, search: Partial<HistorySearch>) {
  const { items } = await searchHistory(database, {
    text: "",
    limit: 20,
    ...search,
  });
  return items;
}

const marked = (snippet: Snippet) =>
  snippet.map(({ text, found }) => found ? `[${text}]` : text).join("");
const placeOf = (found: Found) =>
  found.kind === "task" ? found.task_id : found.n;

databases.test("search says where the words are and shows them as they were written", async (database) => {
  await store(database, [
    "Changed src/config/parse_config.ts & <b>tested</b> it",
    "nothing of interest",
  ]);

  const [found, ...others] = await find(database, { text: "parse_config.ts" });

  assert.deepEqual(others, []);
  assert.ok(found?.kind === "entry");
  assert.equal(found.agent_id, agentId(1));
  assert.equal(found.n, 0);
  assert.equal(found.task_id, null);
  assert.equal(found.entry_kind, "notice");
  assert.equal(found.at, "2026-01-02T03:00:00.000Z");
  assert.ok(found.rank > 0);
  assert.equal(
    marked(found.snippet),
    "Changed src/[config]/[parse]_[config].[ts] & <b>tested</b> it",
  );
});

databases.test("search finds tasks by title, text and result, the title first", async (database) => {
  await store(database, [], [
    { state: RESULT },
    { title: "Write a parser" },
    { description: shortText("It needs a parser") },
    { title: "Something else" },
  ]);

  const found = await find(database, { text: "parsers" });

  assert.deepEqual(found.map(placeOf), [taskId(1), taskId(2), taskId(0)]);
  assert.deepEqual(found.map((each) => each.kind === "task" && each.title), [
    "Write a parser",
    "Task 2",
    "Task 0",
  ]);
  assert.equal(
    marked(found[2]?.snippet ?? []),
    "Task 0 Do part 0 The [parser] works",
  );
});

databases.test("search takes phrases, alternatives and what must not be there", async (database) => {
  await store(database, [
    "the red house",
    "the house is red",
    "a blue house",
    "no colour",
  ]);
  const numbers = async (text: string) =>
    (await find(database, { text })).map(placeOf).toSorted();

  assert.deepEqual(await numbers("red house"), [0, 1]);
  assert.deepEqual(await numbers('"red house"'), [0]);
  assert.deepEqual(await numbers("blue or colour"), [2, 3]);
  assert.deepEqual(await numbers("house -red"), [2]);
  for (
    const text of ["", "the", "')); drop table tasks; --", '"', "a | & ! :*"]
  ) {
    assert.deepEqual(await numbers(text), []);
  }
});

databases.test("search can be narrowed to kind, agent, session, outcome and time", async (database) => {
  await store(database, ["word", "word"], [
    { title: "word", ...{ state: RESULT } },
    { title: "word" },
  ]);
  const places = async (search: Partial<HistorySearch>) =>
    (await find(database, { text: "word", ...search })).map(placeOf)
      .toSorted();

  assert.deepEqual(await places({}), [taskId(0), taskId(1), 0, 1].toSorted());
  assert.deepEqual(await places({ kind: "task" }), [taskId(0), taskId(1)]);
  assert.deepEqual(await places({ kind: "entry" }), [0, 1]);
  assert.deepEqual(await places({ agentId: agentId(1) }), [0, 1]);
  assert.deepEqual(await places({ agentId: agentId(2) }), [
    taskId(0),
    taskId(1),
  ]);
  assert.deepEqual(await places({ sessionId: session }), [0, 1]);
  assert.deepEqual(
    await places({ outcome: "succeeded" }),
    [taskId(0), 0, 1].toSorted(),
  );
  assert.deepEqual(await places({ outcome: "failed" }), []);
  const from = new Date("2026-01-02T03:01:00.000Z");
  assert.deepEqual(await places({ kind: "entry", after: from }), [1]);
  assert.deepEqual(await places({ kind: "entry", before: from }), [0]);
});

databases.test("search goes on page by page, with nothing twice and nothing left out", async (database) => {
  await store(
    database,
    Array.from({ length: 9 }, (_, n) => "word ".repeat(1 + n % 3)),
    Array.from({ length: 4 }, () => ({ title: "word" })),
  );
  const places: unknown[] = [];
  let cursor: string | null | undefined;
  let rank = Infinity;

  do {
    const page = await searchHistory(database, {
      text: "word",
      limit: 2,
      ...(cursor && { cursor }),
    });
    assert.ok(page.items.length <= 2);
    for (const found of page.items) {
      assert.ok(found.rank <= rank);
      rank = found.rank;
      places.push(placeOf(found));
    }
    cursor = page.next;
  } while (cursor);

  assert.equal(places.length, 13);
  assert.equal(new Set(places).size, 13);
});

databases.test("search shows the surroundings of the word in a long text", async (database) => {
  const text = `${"🙂 filler\n".repeat(300)}the needle is here ${
    "more ".repeat(300)
  }`;
  await store(database, [text]);

  const [found] = await find(database, { text: "needle" });

  const shown = marked(found?.snippet ?? []);
  assert.match(shown, /^…(🙂 )?filler .*the \[needle\] is here more .*…$/u);
  assert.ok(shown.length < 300);
});

databases.test("search takes any text without an error", async (database) => {
  await store(database, [
    "\u0001mark\u0002 a \u0001 word",
    `${"x".repeat(11_990)} word`,
    "https://example.org/word?a=1&b=<word>&amp; -3.5e10 a-b-word word@example.org",
  ]);

  const found = await find(database, { text: "word" });

  const shown = found.map(({ snippet }) => marked(snippet)).toSorted();
  assert.deepEqual(shown, [
    "\u0001mark\u0002 a \u0001 [word]",
    "https://example.org/[word]?a=1&b=<[word]>&amp; -3.5e10 a-b-[word] [word]@example.org",
    // Such a word is none to the engine: the beginning stands for the place.
    `${"x".repeat(240)}…`,
  ]);
});
