import { strict as assert } from "node:assert";
import type { DiskState } from "@/domain/storage_status.ts";
import { StorageBoard } from "@/host/kv_care/storage_board.ts";

Deno.test("listeners hear changes, each look at a full disk, and nothing of plenty of room", () => {
  const board = new StorageBoard();
  const heard: [DiskState, number | null][] = [];
  const leave = board.subscribe(({ disk }) =>
    heard.push([disk.state, disk.free_bytes])
  );
  const look = (state: DiskState, free_bytes: number) =>
    board.set({ disk: { state, free_bytes } });

  look("ok", 9);
  look("ok", 8);
  look("low", 7);
  look("low", 7);
  look("low", 6);
  look("full", 1);
  look("full", 1);
  leave();
  look("ok", 9);

  assert.deepEqual(heard, [
    ["ok", 9],
    ["low", 7],
    ["low", 6],
    ["full", 1],
    ["full", 1],
  ]);
  assert.equal(board.status.disk.free_bytes, 9);
});
