import { strict as assert } from "node:assert";
import { StoreUnavailable } from "@/orchestrator/event_writer.ts";
import { keepText, storeText } from "@/orchestrator/store_text.ts";

/** A store that refuses so many texts, and then takes all. */
function rig(refusals: number) {
  const saved: string[] = [];
  const told: string[] = [];
  const deps = {
    store: {
      saveText: (_: string, text: string) => {
        if (refusals-- > 0) {
          return Promise.reject(new TypeError("database is locked"));
        }
        saved.push(text);
        return Promise.resolve();
      },
    },
    sources: { newId: () => "blob" },
    log: { info: () => {}, error: (message: string) => told.push(message) },
  };
  return { deps, saved, told };
}

Deno.test("a long text that the store refuses is refused to who asked for it", async () => {
  const { deps, saved } = rig(1);

  const refused = storeText(deps, "12345", 2);

  await assert.rejects(refused, StoreUnavailable);
  assert.deepEqual(saved, []);
});

Deno.test("a long text of what has happened is tried again until the store takes it", async () => {
  const { deps, saved, told } = rig(1);

  const text = await keepText(deps, "12345", 2);

  assert.deepEqual(text, { text: "12", length: 5, blob: "blob" });
  assert.deepEqual(saved, ["12345"]);
  assert.deepEqual(told, ["live store refused a text; trying again"]);
});
