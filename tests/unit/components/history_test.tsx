import { strict as assert } from "node:assert";
import { renderToString } from "preact-render-to-string";
import { attemptLines } from "@/components/attempt_lines.ts";
import { HistoryNotice } from "@/components/HistoryNotice.tsx";
import { HitItem } from "@/components/history/HitItem.tsx";
import {
  historyHref,
  isSearch,
  readTerms,
  searchOf,
  searchPath,
} from "@/components/history/search_terms.ts";
import { SizeTable } from "@/components/history/SizeTable.tsx";
import { eventWords } from "@/components/trail/event_words.ts";
import { joinLines, trailLine } from "@/components/trail/trail_line.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sampleAttempt,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";

const terms = (query: string) => readTerms(new URLSearchParams(query));

Deno.test("terms of an address come back as the same address", () => {
  const query = `q=%22red+house%22&kind=task&agent=${agentId(1)}` +
    `&from=2026-01-02&to=2026-01-03&outcome=timed_out`;

  const read = terms(query);

  assert.equal(historyHref(read), `/history?${query}`);
  assert.equal(historyHref(read, "abc"), `/history?${query}&cursor=abc`);
  assert.ok(isSearch(read));
});

Deno.test("terms that do not fit are left out, also when all are", () => {
  const read = terms(
    "q=&kind=all&agent=me&session=&from=yesterday&to=2026-02-31&outcome=good",
  );

  assert.equal(historyHref(read), "/history");
  assert.ok(!isSearch(read));
});

Deno.test("both days of a search belong to it, on the server's calendar", () => {
  const { from, to } = searchOf(terms("from=2026-01-31&to=2026-01-31"));

  assert.equal(from, new Date(2026, 0, 31).toISOString());
  assert.equal(to, new Date(2026, 1, 1).toISOString());
});

Deno.test("the API is asked for the same search", () => {
  const path = searchPath(terms(`q=a+b&agent=${agentId(2)}`), "next");

  assert.equal(
    path,
    `history/search?text=a+b&agent_id=${agentId(2)}&cursor=next`,
  );
});

Deno.test("a hit's text stays text, whatever it says", () => {
  const html = renderToString(
    <HitItem
      hit={{
        kind: "transcript",
        at: AT,
        snippet: [
          { text: "<script>alert(1)</script>", hit: false },
          { text: "<b>", hit: true },
        ],
        session: null,
        agent: { id: agentId(1), name: "<i>Ada" },
        entry: 12,
        entry_kind: "tool_result",
        task: null,
      }}
    />,
  );

  assert.doesNotMatch(html, /<script|<b>|<i>/);
  assert.match(html, /<mark>&lt;b><\/mark>/);
  assert.ok(
    html.includes(`href="/agents/${agentId(1)}?entry=12#entry-12"`),
  );
});

Deno.test("HistoryNotice speaks up only when the history does not follow", () => {
  const html = (state: Parameters<typeof HistoryNotice>[0]["state"]) =>
    renderToString(<HistoryNotice state={state} />);

  assert.equal(html({ kind: "opening" }), "");
  assert.equal(html({ kind: "healthy", seq: 7 }), "");
  assert.match(
    html({ kind: "behind", seq: 7, backlog: 1_200 }),
    /behind by 1,200 events/,
  );
  assert.match(
    html({ kind: "away", since: AT, backlog: 3, reason: "no route" }),
    /away since 2026-01-02 03:04:05 UTC.*no route/s,
  );
});

Deno.test("a table of sizes has the largest first, and says when the sum is not all", () => {
  const html = renderToString(
    <SizeTable
      caption="Parts"
      what="Part"
      rows={[
        { name: "small", bytes: 2_000, files: 1, isWhole: true },
        { name: "large", bytes: 3 * 1024 ** 2, files: 2, isWhole: false },
      ]}
    />,
  );

  const cells = [...html.matchAll(/<t[hd]\b[^>]*>([^<]*)/g)]
    .map(([, text]) => text);
  assert.deepEqual(cells.slice(3), [
    ...["large", "> 3 MiB", "2"],
    ...["small", "2 KiB", "1"],
    ...["Together", "> 3 MiB", ""],
  ]);
});

Deno.test("events are told in words, with their data cut where it is long", () => {
  const place = { agent_id: agentId(1), task_id: taskId(1) };
  const [cancelled, progressed, unknown] = placed([
    { type: "task.cancelled", ...place, data: { reason: "x".repeat(5_000) } },
    {
      type: "task.progressed",
      ...place,
      data: { progress: 0.4, details: "half" },
    },
    { type: "agent.rested", agent_id: agentId(1), data: {} },
  ]);
  assert.ok(cancelled && progressed && unknown);

  const line = trailLine(cancelled);

  assert.equal(line.data.length, 2_002);
  assert.equal(line.data.at(-1), "…");
  assert.equal(eventWords(progressed), "Progress: 40 %, half");
  assert.equal(eventWords(unknown), "Agent rested");
  assert.equal(trailLine(unknown).data, "{}");
});

Deno.test("lines join in the order of the log, each once", () => {
  const [a, b, c] = placed([1, 2, 3].map((n) => ({
    type: "agent.rested",
    agent_id: agentId(n),
    data: {},
  }))).map(trailLine);
  assert.ok(a && b && c);

  assert.deepEqual(joinLines([a, b], [b, c]), [a, b, c]);
  assert.deepEqual(joinLines([c], [b, a]), [a, b, c]);
  const same = [a, b];
  assert.equal(joinLines(same, [b]), same);
});

Deno.test("attempts say why they failed, also while the history is away", () => {
  const attempt = (number: number) =>
    sampleAttempt(number, { number, ended_at: AT, outcome: "failed" });
  const failure = { kind: "crashed", message: "exit code 137" } as const;
  const earlier = { kind: "network", message: "no route" } as const;
  const task = sampleTask(1, 2, {
    state: { status: "failed", since: AT, failure },
    attempts: [attempt(1), attempt(2)],
  });
  const fleet = {
    ...EMPTY_FLEET,
    agents: { [agentId(2)]: sampleAgent(2, { name: "Ben" }) },
  };

  const alone = attemptLines(task, fleet, []);
  const known = attemptLines(task, fleet, [
    { ...attempt(1), agent_name: "Ada", failure: earlier },
  ]);

  assert.deepEqual(alone.map((each) => [each.agent_name, each.failure]), [
    [null, null],
    ["Ben", failure],
  ]);
  assert.deepEqual(known.map((each) => [each.agent_name, each.failure]), [
    ["Ada", earlier],
    ["Ben", failure],
  ]);
});
