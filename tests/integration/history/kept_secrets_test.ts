import { strict as assert } from "node:assert";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { openHistory } from "@/db/pg/open_history.ts";
import type { Database } from "@/db/pg/sql.ts";
import { followLog } from "@/parts/follow_log.ts";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";
import { putReadyHistory } from "@/tests/helpers/ready_history.ts";
import { until } from "@/tests/helpers/until.ts";

const HIDDEN = "api03-AbCdEfGhIjKlMnOp";
const KEY = `sk-ant-${HIDDEN}`;
/** In the text of a task, which is kept as it was written: its agent has to read it. */
const GIVEN = "sk-ant-api03-QrStUvWxYz123456";

Deno.test("a key in a tool's output, and in the answer that repeats it, reaches neither the live store nor the history", async () => {
  await using on = await openPlatformBench({
    rules: [{
      when: { last_user: "what is the key" },
      steps: [
        {
          tool: {
            name: "Bash",
            input: {
              command: `printf 'found sk-ant-%s in a file' ${HIDDEN}`,
              description: "d",
            },
          },
        },
        `It is ${KEY}, as I found.`,
      ],
    }],
    fallback: "What?",
  });
  const agent = await on.agent({ allowed_tools: ["Bash"] });

  const task = await on.ended(
    await on.give(agent.id, { description: `what is the key, not ${GIVEN}?` }),
  );
  const entries = await on.transcript(agent.id);
  await on.stop();

  assert.ok(task.state.status === "completed");
  assert.equal(
    task.state.result.output.text,
    "It is [secret], as I found.",
  );
  const texts = entries.flatMap((entry) =>
    "text" in entry ? [entry.text.text] : []
  );
  assert.ok(texts.includes("what is the key, not [secret]?"));
  assert.ok(texts.includes("found [secret] in a file"));
  for (const kept of await keptOf(on.bench.folder)) {
    assert.match(kept, /found \[secret\] in a file/);
    assert.ok(!kept.includes(KEY));
  }
});

/** All that the live store holds, and all that the history makes of it. */
async function keptOf(folder: string): Promise<readonly string[]> {
  using kv = await Deno.openKv(join(folder, "live.sqlite3"));
  const store = new LiveStore(kv);
  const fleet = await store.load();
  await putReadyHistory(join(folder, "history"));
  await using history = followLog(
    {
      kv,
      store,
      platform: { fleet: () => fleet, subscribe: () => () => {} },
      log: { info() {}, error() {} },
    },
    () => openHistory({ url: undefined, folder: join(folder, "history") }),
    { openAfterMs: 0 },
  );
  await until(
    "the history has all of the log",
    () => history.state.kind === "healthy" && history.state.seq === fleet.seq,
    60_000,
  );
  assert.ok(history.database);
  return [await allValues(kv), await allRows(history.database)];
}

async function allValues(kv: Deno.Kv): Promise<string> {
  const values: string[] = [];
  for await (const { value } of kv.list({ prefix: [] })) {
    values.push(
      value instanceof Uint8Array
        ? new TextDecoder().decode(value)
        : JSON.stringify(value),
    );
  }
  return values.join("\n");
}

async function allRows(sql: Database): Promise<string> {
  type Row = { readonly row: string };
  const rows = await Promise.all([
    sql<Row>`select t::text as row from transcript_entries t`,
    sql<Row>`select t::text as row from texts t`,
    sql<Row>`select t::text as row from agents t`,
    sql<Row>`select t::text as row from task_attempts t`,
    sql<Row>`select t::text as row from tasks t`,
    sql<Row>`select t::text as row from events t`,
  ]);
  return rows.flat().map(({ row }) => row).join("\n");
}
