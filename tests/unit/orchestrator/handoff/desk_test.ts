import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import {
  agentId,
  createdDrafts,
  sampleAgent,
  sessionId,
  someId,
} from "@/tests/helpers/fleet.ts";
import { HandoffRig } from "@/tests/helpers/handoff_rig.ts";
import { MANAGER, WORKERS } from "@/tests/helpers/handoff_team.ts";
import { FOUR_PARTS, goodTurn } from "@/tests/helpers/handoff_turns.ts";

const ANALYSIS = { requirements: "All of it", parts: FOUR_PARTS };

/** A rig whose manager is in the turn of a step, and has done nothing in it. */
async function inStep(status: string): Promise<HandoffRig> {
  const rig = await HandoffRig.begin();
  await rig.play(goodTurn, () => rig.handoff.state.status === status);
  await rig.settle();
  return rig;
}

Deno.test("a call for a later step is refused, and says what is wanted now", async () => {
  const rig = await inStep("analyzing");

  const early = await rig.desk.submitResult(MANAGER, {
    output: "Done",
    succeeded: true,
  });

  assert.equal(early.ok, false);
  assert.match(early.text, /Too early/);
  assert.match(early.text, /I need its analysis; then end your turn/);
});

Deno.test("an eager call for the next step is refused until it is put to the manager", async () => {
  const rig = await inStep("analyzing");
  await rig.desk.submitAnalysis(MANAGER, ANALYSIS);
  const choice = { part: "api", worker_id: WORKERS[0] };

  const eager = await rig.desk.selectWorker(MANAGER, choice);
  await rig.endTurn();
  const asked = await rig.desk.selectWorker(MANAGER, choice);

  assert.equal(eager.ok, false);
  assert.match(eager.text, /End your turn now: the next step will be put to/);
  assert.equal(asked.ok, true);
  assert.match(asked.text, /a worker for "ui", "tests", "docs"/);
});

Deno.test("of two analyses at once one is taken", async () => {
  const rig = await inStep("analyzing");

  const answers = await Promise.all([
    rig.desk.submitAnalysis(MANAGER, ANALYSIS),
    rig.desk.submitAnalysis(MANAGER, ANALYSIS),
  ]);

  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
  assert.match(
    answers.find(({ ok }) => !ok)?.text ?? "",
    /That step is done/,
  );
});

Deno.test("an agent without a hand-off is told so", async () => {
  const rig = await inStep("analyzing");

  const answer = await rig.desk.submitAnalysis(WORKERS[0], ANALYSIS);

  assert.equal(answer.ok, false);
  assert.match(answer.text, /You have no task now/);
});

Deno.test("a worker that cannot do a part is refused with the reason", async () => {
  const rig = await inStep("selecting");
  const elsewhere = sampleAgent(5, {
    name: "Eva",
    session_id: sessionId(1),
    state: { status: "idle", since: rig.handoff.created_at, process_id: 5 },
  });
  await rig.append(...createdDrafts(elsewhere), {
    type: "agent.terminated",
    agent_id: WORKERS[2],
    data: { reason: "asked" },
  });
  const refusals: [AgentId, string, RegExp][] = [
    [someId(9) as AgentId, "api", /there is no such agent/],
    [MANAGER, "api", /Mara is a manager/],
    [WORKERS[2], "api", /Cem has ended/],
    [agentId(5), "api", /Eva is part of another session/],
    [WORKERS[0], "tests", /Ann cannot do tests/],
    [WORKERS[0], "nothing", /There is no part "nothing"/],
  ];

  for (const [worker_id, part, why] of refusals) {
    const answer = await rig.desk.selectWorker(MANAGER, { part, worker_id });

    assert.equal(answer.ok, false);
    assert.match(answer.text, why);
  }
  assert.ok(rig.handoff.parts.every(({ agent_id }) => agent_id === null));
});

Deno.test("the list of workers has the least busy first, and names parts that nobody can do", async () => {
  const rig = await inStep("selecting");
  await rig.append({
    type: "agent.terminated",
    agent_id: WORKERS[1],
    data: { reason: "asked" },
  });
  await rig.desk.selectWorker(MANAGER, { part: "api", worker_id: WORKERS[0] });

  const { text } = await rig.desk.listWorkers(MANAGER);

  const [first, second, hopeless] = text.split("\n");
  assert.match(first ?? "", /Ann; can: nothing special; idle, 0 tasks/);
  assert.match(second ?? "", /Cem/);
  assert.match(
    hopeless ?? "",
    /Nobody here can do part "tests", which needs tests/,
  );
});

Deno.test("a part is no longer sent back once the result is taken", async () => {
  const rig = await inStep("processing");
  await goodTurn(rig);

  const answer = await rig.desk.submitReview(MANAGER, {
    part: "api",
    verdict: "send_back",
    reason: "late",
  });

  assert.equal(answer.ok, false);
  assert.match(answer.text, /already taken/);
});

Deno.test("each step is put in words that name its tool and what it is about", async () => {
  const rig = await HandoffRig.begin();

  await rig.play(goodTurn);

  const [analyze = "", select = "", instruct = "", judge = ""] = rig.prompts;
  assert.match(
    analyze,
    /Step 1 of 5[^]*mcp__vamp__submit_analysis[^]*Build the whole thing/,
  );
  assert.match(
    select,
    /Step 2 of 5[^]*mcp__vamp__select_worker[^]*`tests`: The tests; needs tests; after api, ui/,
  );
  assert.match(
    instruct,
    /Step 3 of 5[^]*mcp__vamp__submit_instructions[^]*Worker: Ben\. It gets the results of api, ui\.[^]*Make the tests/,
  );
  assert.match(
    judge,
    /Step 5 of 5[^]*mcp__vamp__submit_result[^]*mcp__vamp__submit_review[^]*By Ann\.[^]*api is done/,
  );
});
