import { strict as assert } from "node:assert";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";

Deno.test("a task keeps its text when the transcript that shows it goes", async () => {
  const { store, kv } = await openStore();
  using _ = { [Symbol.dispose]: () => kv.close() };
  const writer = await openWriter(store);
  const long = (blob: string) => ({ text: "begins", length: 20_000, blob });
  await store.saveText("of-the-task", "the whole text");
  await store.saveText("of-the-entry", "another text");
  const place = {
    agent_id: agentId(1),
    at: AT,
    task_id: taskId(1),
    parent_tool_use_id: null,
  };
  await writer.append([
    ...createdDrafts(
      sampleAgent(1),
      sampleTask(1, 1, { description: long("of-the-task") }),
    ),
    ...["of-the-task", "of-the-entry"].map((blob, n) => ({
      type: "transcript.appended" as const,
      agent_id: agentId(1),
      task_id: taskId(1),
      data: {
        entry: { ...place, kind: "prompt" as const, n, text: long(blob) },
      },
    })),
  ]);

  const gone = await store.trimTranscript(agentId(1), () => true);

  assert.deepEqual(gone, { entries: 2, texts: 1 });
  assert.equal(await store.readText("of-the-task"), "the whole text");
  assert.equal(await store.readText("of-the-entry"), "");
});
