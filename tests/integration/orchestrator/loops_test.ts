import { strict as assert } from "node:assert";
import type { Approval } from "@/domain/approval.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { questionsIn } from "@/domain/questions.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

const AGAIN = {
  fallback: { tool: { name: "Bash", input: { command: "echo again" } } },
};

const pending = ({ approvals }: Fleet): Approval | undefined =>
  Object.values(approvals).find(({ state }) => state.status === "pending");

function answer(on: PlatformBench, approval: Approval, words: string) {
  const [question] = questionsIn(JSON.parse(approval.input.text));
  assert.ok(question);
  return on.platform.decideApproval(approval.id, {
    decision: "allow",
    scope: "once",
    answers: { [question.question]: words },
  });
}

Deno.test("an agent that goes round in circles stands still and asks, and its task fails when it has to stop", async () => {
  await using on = await openPlatformBench(AGAIN);
  const agent = await on.agent();
  const task = await on.give(agent.id, {});
  const asked = await on.until(pending);
  const requests = on.bench.model.requests.length;
  const state = await on.until(({ agents }) => {
    const { state } = agents[agent.id]!;
    return state.status === "busy" && state.activity.kind === "paused" && state;
  });

  granted(await answer(on, asked, "Stop"));
  const ended = await on.ended(task);

  assert.equal(asked.kind, "question");
  assert.match(asked.input.text, /5 times in a row: Bash echo again/);
  assert.equal(state.status, "busy");
  assert.ok(requests <= 7, `${requests} requests`);
  assert.equal(
    ended.state.status === "failed" && ended.state.failure.kind,
    "looping",
  );
});

Deno.test("an agent that goes round in circles goes on when a person lets it, and is asked about again", async () => {
  await using on = await openPlatformBench(AGAIN);
  const agent = await on.agent();
  const task = await on.give(agent.id, {});
  const first = await on.until(pending);

  granted(await answer(on, first, "Go on"));
  const second = await on.until((fleet) => {
    const asked = pending(fleet);
    return asked?.id !== first.id && asked;
  });
  on.bench.model.setScript({ fallback: "Done." });
  granted(await answer(on, second, "Go on"));
  const ended = await on.ended(task);

  assert.equal(ended.state.status, "completed");
});
