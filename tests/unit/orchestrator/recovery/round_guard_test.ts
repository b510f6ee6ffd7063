import { strict as assert } from "node:assert";
import type { CliEvent } from "@/domain/cli_event.ts";
import { RoundGuard } from "@/orchestrator/round_guard.ts";
import { wellEnded } from "@/tests/helpers/answering_claude.ts";

const block = (messageId: string, parentToolUseId?: string): CliEvent => ({
  kind: "block_finished",
  messageId,
  model: "m",
  block: { type: "text", text: "" },
  parentToolUseId,
  aborted: false,
  error: undefined,
});
const told = (guard: RoundGuard, ...events: readonly CliEvent[]) =>
  events.flatMap((event) => guard.observe(event) ?? []);

Deno.test("a turn is asked about after so many rounds, and again after as many more", () => {
  const rounds = ["a", "a", "b", "c", "d", "e"].map((id) => block(id));

  assert.deepEqual(told(new RoundGuard(2), ...rounds), [2, 4]);
});

Deno.test("rounds begin anew with each turn, and those of subagents do not count", () => {
  const turn = [block("a"), block("b")];
  const end: CliEvent = { kind: "turn_ended", result: wellEnded("u") };
  const others = ["x", "y", "z"].map((id) => block(id, "tool"));

  const asked = told(
    new RoundGuard(2),
    ...turn,
    ...others,
    end,
    block("c"),
    block("d"),
  );

  assert.deepEqual(asked, []);
});
