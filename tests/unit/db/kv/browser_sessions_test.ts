import { strict as assert } from "node:assert";
import { browserSessions } from "@/db/kv/browser_sessions.ts";
import { keys } from "@/db/kv/keys.ts";
import { openStore } from "@/tests/helpers/live_store.ts";

Deno.test("a browser's session is kept under its hash, renewed, and forgotten", async () => {
  using open = await openStore();
  const sessions = browserSessions(open.kv);

  const before = await sessions.find("h");
  await sessions.save("h", { created_at: 1, seen_at: 1 });
  await sessions.save("h", { created_at: 1, seen_at: 9 });
  const found = await sessions.find("h");
  const other = await sessions.find("g");
  await sessions.remove("h");

  assert.deepEqual([before, other], [undefined, undefined]);
  assert.deepEqual(found, { created_at: 1, seen_at: 9 });
  assert.equal(await sessions.find("h"), undefined);
});

Deno.test("who signs out while another request is seen stays signed out", async () => {
  using open = await openStore();
  const sessions = browserSessions(open.kv);
  await sessions.save("h", { created_at: 1, seen_at: 1 });

  await Promise.all([sessions.see("h", 9), sessions.remove("h")]);
  await sessions.see("h", 10);
  const gone = await sessions.find("h");
  await sessions.save("g", { created_at: 1, seen_at: 1 });
  await sessions.see("g", 9);

  assert.equal(gone, undefined);
  assert.deepEqual(await sessions.find("g"), { created_at: 1, seen_at: 9 });
});

Deno.test("a session with a wrong shape is an error, never a sign-in", async () => {
  using open = await openStore();
  await open.kv.set(keys.browserSession("h"), { created_at: "yes" });

  await assert.rejects(browserSessions(open.kv).find("h"), {
    code: "corrupt_record",
  });
});
