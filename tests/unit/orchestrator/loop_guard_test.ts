import { strict as assert } from "node:assert";
import type { CliEvent } from "@/domain/cli_event.ts";
import { LoopGuard } from "@/orchestrator/loop_guard.ts";

function call(input: unknown, parentToolUseId?: string): CliEvent {
  return {
    kind: "block_finished",
    messageId: "m",
    model: "sonnet",
    block: { type: "tool_use", id: crypto.randomUUID(), name: "Bash", input },
    parentToolUseId,
    aborted: false,
    error: undefined,
  };
}

/** After how many of these calls a loop was noticed. */
function noticed(calls: readonly CliEvent[]): number[] {
  const guard = new LoopGuard();
  return calls.flatMap((event, index) =>
    guard.observe(event) ? [index + 1] : []
  );
}

Deno.test("five equal calls in a row are a loop, whatever the order of their input's keys", () => {
  const calls = Array.from(
    { length: 5 },
    (_, n) => call(n % 2 ? { a: 1, b: 2 } : { b: 2, a: 1 }),
  );

  assert.deepEqual(noticed(calls), [5]);
});

Deno.test("after a loop counting begins again", () => {
  assert.deepEqual(noticed(Array(11).fill(call({ command: "ls" }))), [5, 10]);
});

Deno.test("another call in between is no loop", () => {
  const same = Array(4).fill(call({ command: "ls" }));

  assert.deepEqual(noticed([...same, call({ command: "pwd" }), ...same]), []);
});

Deno.test("what subagents call does not count", () => {
  assert.deepEqual(
    noticed(Array(9).fill(call({ command: "ls" }, "parent"))),
    [],
  );
});
