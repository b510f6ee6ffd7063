import assert from "node:assert/strict";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { openHistory } from "@/db/pg/open_history.ts";
import type { LongText } from "@/domain/long_text.ts";
import { gatherBatch } from "@/orchestrator/historian/gather_batch.ts";
import { textsOfEvent } from "@/orchestrator/historian/texts_of.ts";
import { restoreTail } from "@/parts/restore_tail.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";
import { randomWork } from "@/tests/helpers/random_work.ts";
import { putReadyHistory } from "@/tests/helpers/ready_history.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const LOG = { info: () => {}, error: () => {} };

Deno.test("an older copy of the live store gets the end of the log back from the history", async () => {
  await using folder = await tempDirectory();
  const place = { url: undefined, folder: join(folder.path, "history") };
  await putReadyHistory(place.folder);
  using lost = await openStore();
  using copy = await openStore();
  const writer = await openWriter(lost.store);
  const work = randomWork(writer, lost.store, 7);
  const drain = async () => {
    await using history = await openHistory(place);
    for (;;) {
      const events = await lost.store.readEvents(await history.head(), 500);
      if (events.length === 0) return;
      await history.write(await gatherBatch(lost.store, events));
    }
  };
  const restore = () => restoreTail(copy.kv, () => openHistory(place), LOG);
  while (writer.head.seq < 400) await work();
  await drain();
  const first = await restore();
  const middle = writer.head.seq;
  while (writer.head.seq < middle + 700) await work();
  await drain();

  const second = await restore();
  const third = await restore();

  assert.deepEqual(
    [first, second, third],
    [middle, writer.head.seq - middle, 0],
  );
  assert.deepEqual(await copy.again().load(), await lost.again().load());
  assert.deepEqual(
    await copy.store.readEvents(0, 2_000),
    await lost.store.readEvents(0, 2_000),
  );
  for (const { blob } of await longTexts(lost.store)) {
    assert.ok(blob);
    assert.equal(
      await copy.store.readText(blob),
      await lost.store.readText(blob),
    );
  }
});

Deno.test("a history that is away leaves the copy as it is", async () => {
  using copy = await openStore();

  const restored = await restoreTail(
    copy.kv,
    () => Promise.reject(new Error("no connection")),
    LOG,
  );

  assert.equal(restored, 0);
  assert.equal((await copy.again().load()).seq, 0);
});

async function longTexts(store: LiveStore): Promise<readonly LongText[]> {
  const events = await store.readEvents(0, 2_000);
  const types = new Set<string>();
  const texts = events.flatMap((event) => {
    const long = textsOfEvent(event).filter(({ blob }) => blob !== null);
    if (long.length > 0) types.add(event.type);
    return long;
  });
  assert.deepEqual([...types].toSorted(), [
    "approval.requested",
    "handoff.analyzed",
    "message.sent",
    "transcript.appended",
  ]);
  return texts;
}
