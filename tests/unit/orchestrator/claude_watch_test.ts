import { strict as assert } from "node:assert";
import type { ClaudeStatus } from "@/domain/claude_status.ts";
import { ClaudeWatch } from "@/orchestrator/claude_watch.ts";

const READY: ClaudeStatus = { kind: "ready", path: "/c", source: "key" };

function watchOf(...answers: ClaudeStatus[]) {
  let looks = 0;
  const watch = new ClaudeWatch(() => {
    looks++;
    return Promise.resolve(answers.shift() ?? READY);
  });
  return { watch, looks: () => looks };
}

Deno.test("looks that come at once are one look", async () => {
  const { watch, looks } = watchOf();
  const before = watch.status;

  await Promise.all([watch.look(), watch.look()]);

  assert.deepEqual([before, watch.status, looks()], [
    { kind: "checking" },
    READY,
    1,
  ]);
});

Deno.test("agents can be started without another look once claude is ready", async () => {
  const { watch, looks } = watchOf();
  await watch.look();

  assert.equal(await watch.refusal(), undefined);

  assert.equal(looks(), 1);
});

Deno.test("as long as claude is not ready each command looks again, and says what is wrong", async () => {
  const { watch } = watchOf(
    { kind: "missing", message: "no claude" },
    { kind: "broken", message: "no glibc" },
    { kind: "signed_out", path: "/c" },
  );

  const codes = [];
  for (let i = 0; i < 4; i++) codes.push((await watch.refusal())?.code);

  assert.deepEqual(codes, [
    "claude_not_found",
    "claude_not_found",
    "claude_signed_out",
    undefined,
  ]);
});
