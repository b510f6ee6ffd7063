import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { shortText } from "@/domain/long_text.ts";
import type { TaskFilter } from "@/domain/platform.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  type OpenStore,
  openStore,
  openWriter,
} from "@/tests/helpers/live_store.ts";

/** Tasks 0 to 9; odd ones belong to agent 1, and every third is cancelled. */
async function tenTasks(open: OpenStore): Promise<void> {
  const writer = await openWriter(open.store);
  const numbers = [...Array(10).keys()];
  await writer.append([
    ...createdDrafts(sampleAgent(0)),
    ...createdDrafts(
      sampleAgent(1),
      ...numbers.map((n) => sampleTask(n, n % 2)),
    ),
    ...numbers.filter((n) => n % 3 === 0).map((n): EventDraft => ({
      type: "task.cancelled",
      agent_id: agentId(n % 2),
      task_id: taskId(n),
      data: { reason: "asked" },
    })),
  ]);
}

/** The tasks' numbers page by page, until there is no next page. */
async function pages(
  { store }: OpenStore,
  filter: TaskFilter,
): Promise<number[][]> {
  const { items, next } = await store.listTasks(filter);
  const numbers = items.map(({ id }) => Number(id.slice(-1)));
  return next === null ? [numbers] : [
    numbers,
    ...await pages({ store } as OpenStore, { ...filter, cursor: next }),
  ];
}

const CASES: readonly (readonly [string, TaskFilter, number[][]])[] = [
  ["all of them in one", { limit: 50 }, [[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]]],
  ["all of them in four", { limit: 3 }, [
    [9, 8, 7],
    [6, 5, 4],
    [3, 2, 1],
    [0],
  ]],
  ["no empty page at the end", { limit: 5 }, [
    [9, 8, 7, 6, 5],
    [4, 3, 2, 1, 0],
  ]],
  ["those of one agent", { limit: 3, agentId: agentId(1) }, [
    [9, 7, 5],
    [3, 1],
  ]],
  ["those in one status", { limit: 2, status: "cancelled" }, [[9, 6], [3, 0]]],
  [
    "those of one agent in one status",
    { limit: 2, status: "pending", agentId: agentId(0) },
    [[8, 4], [2]],
  ],
  ["none of an agent without tasks", { limit: 2, agentId: agentId(5) }, [[]]],
];

for (const [what, filter, expected] of CASES) {
  Deno.test(`pages of tasks, newest first, give ${what}`, async () => {
    using open = await openStore();
    await tenTasks(open);

    assert.deepEqual(await pages(open, filter), expected);
  });
}

Deno.test("a transcript is read in ranges from its end, oldest first", async () => {
  using open = await openStore();
  const writer = await openWriter(open.store);
  await writer.append([
    ...createdDrafts(sampleAgent(1)),
    ...createdDrafts(sampleAgent(2)),
  ]);
  for (let n = 0; n < 12; n++) {
    for (const agent of [1, 2]) {
      await writer.append([{
        type: "transcript.appended",
        agent_id: agentId(agent),
        data: {
          entry: {
            kind: "notice",
            agent_id: agentId(agent),
            n,
            at: AT,
            task_id: null,
            parent_tool_use_id: null,
            level: "info",
            text: shortText(`${agent} says ${n}`),
          },
        },
      }]);
    }
  }
  const { store } = open;
  const numbers = async (range: { before?: number; limit: number }) =>
    (await store.readTranscript(agentId(1), range)).map(({ n }) => n);

  assert.deepEqual(await numbers({ limit: 3 }), [9, 10, 11]);
  assert.deepEqual(await numbers({ before: 9, limit: 3 }), [6, 7, 8]);
  assert.deepEqual(await numbers({ before: 2, limit: 3 }), [0, 1]);
  assert.deepEqual(await numbers({ before: 0, limit: 3 }), []);
  const entry = await store.readTranscriptEntry(agentId(2), 10);
  assert.ok(entry?.kind === "notice" && entry.text.text === "2 says 10");
});
