import assert from "node:assert/strict";
import { CARRIED_WAITING } from "@/domain/carried_fleet.ts";
import { addressOf, hrefOf } from "@/components/tasks/address.ts";
import { heldCount, withMoved } from "@/components/tasks/held.ts";
import {
  boardLayout,
  listLayout,
  treeLayout,
} from "@/components/tasks/layout.ts";
import { partsIndex, rollUp, withParents } from "@/components/tasks/tree.ts";
import { HANDED_OFF, sampleCrew } from "@/components/gallery/sample_crew.ts";

const { tasks } = sampleCrew();
const all = Object.values(tasks);
const board = (...columns: readonly string[][]) =>
  columns.map((ids, index) => ({ key: `c${index}`, ids }));

Deno.test("every task has one place on the board, whatever its state", () => {
  const layout = boardLayout(all);

  const ids = layout.flatMap(({ ids }) => ids);
  assert.deepEqual([...ids].sort(), all.map(({ id }) => id).sort());
  const waiting = layout.find(({ key }) => key === "waiting")?.ids ?? [];
  assert.equal(tasks[waiting[0] ?? ""]?.priority, 10);
  assert.equal(tasks[waiting.at(-1) ?? ""]?.state.status, "blocked");
});

Deno.test("a list is sorted by what was asked, the newest first among equals", () => {
  const sorted = (sort: Parameters<typeof listLayout>[1]) =>
    listLayout(all, sort)[0]?.ids.map((id) => tasks[id]!) ?? [];

  assert.equal(sorted("state")[0]?.state.status, "awaiting_approval");
  assert.equal(sorted("priority")[0]?.priority, 10);
  assert.deepEqual(
    sorted("old").map(({ id }) => id),
    sorted("new").map(({ id }) => id).reverse(),
  );
  const costs = sorted("cost").map(({ tree_usage }) => tree_usage.cost_usd);
  assert.deepEqual(costs, [...costs].sort((a, b) => b - a));
});

Deno.test("a part that fits is shown below its parent, when that does not fit", () => {
  const blocked = withParents(
    tasks,
    ({ state, part }) => state.status === "blocked" && part !== null,
  );

  assert.equal(blocked.length, 2);
  assert.deepEqual(treeLayout(blocked), [{ key: "tree", ids: [HANDED_OFF] }]);
  const parts = partsIndex(tasks).get(HANDED_OFF) ?? [];
  assert.equal(rollUp(parts), "0 of 3 done");
  assert.equal(rollUp([]), "");
});

Deno.test("tasks that moved or came are counted while rows are held, and mere order is not", () => {
  const shown = board(["a", "b"], ["c"]);

  assert.equal(heldCount(shown, board(["b", "a"], ["c"])), 0);
  assert.equal(heldCount(shown, board(["a"], ["b", "c"])), 1);
  assert.equal(heldCount(shown, board(["n", "a", "b"], ["c"])), 1);
  assert.equal(heldCount(shown, shown), 0);
});

Deno.test("what a person moved goes to its place, while the rest is held", () => {
  const shown = board(["a", "b"], ["c"]);
  const live = board(["n"], ["b", "a", "c"]);

  const moved = withMoved(shown, live, new Set(["a"]));

  assert.deepEqual(moved, board(["b"], ["c", "a"]));
});

Deno.test("an address keeps what is not usual, and reads it again", () => {
  const address = {
    q: "state:failed login",
    view: "list",
    sort: "cost",
    waiting: 900,
  } as const;

  const href = hrefOf(address);

  assert.deepEqual(addressOf(new URL(href, "http://x")), address);
  assert.equal(hrefOf(addressOf(new URL("http://x/tasks"))), "/tasks");
  assert.deepEqual(
    addressOf(new URL("http://x/tasks?view=chart&sort=up")),
    { q: "", view: "board", sort: "new", waiting: CARRIED_WAITING },
  );
});
