import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  type Handoff,
  isHandoffEnded,
  MAX_SENT_BACK,
} from "@/domain/handoff.ts";
import type { ToolAnswer } from "@/orchestrator/agent_tools/desks.ts";
import { HandoffRig } from "@/tests/helpers/handoff_rig.ts";
import { MANAGER, WORKERS } from "@/tests/helpers/handoff_team.ts";
import {
  FOUR_PARTS,
  goodTurn,
  strictTurn,
} from "@/tests/helpers/handoff_turns.ts";

const part = fc.constantFrom("api", "ui", "tests", "docs", "nothing");
const worker_id = fc.constantFrom(...WORKERS, MANAGER);

/** A call of a tool, in its turn or not. */
const call = fc.oneof(
  fc.record({ kind: fc.constant("analyze" as const) }),
  fc.record({ kind: fc.constant("select" as const), part, worker_id }),
  fc.record({ kind: fc.constant("instruct" as const), part }),
  fc.record({
    kind: fc.constant("review" as const),
    part,
    verdict: fc.constantFrom("accept" as const, "send_back" as const),
  }),
  fc.record({ kind: fc.constant("submit" as const), succeeded: fc.boolean() }),
);
type Call = typeof call extends fc.Arbitrary<infer C> ? C : never;

/** Calls that come at the same time, a manager that does as it should, or something that happens to it. */
const move = fc.oneof(
  { weight: 6, arbitrary: fc.array(call, { minLength: 1, maxLength: 4 }) },
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      "good turn" as const,
      "strict turn" as const,
      "work" as const,
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom("end turn" as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("lose turn" as const, "lose server" as const),
  },
);

/** The answer, and what was asked for. */
type Answered = { readonly call: Call; readonly answer: ToolAnswer };

async function make(rig: HandoffRig, made: Call): Promise<Answered> {
  const { desk } = rig;
  const answerTo = (): Promise<ToolAnswer> => {
    switch (made.kind) {
      case "analyze":
        return desk.submitAnalysis(MANAGER, {
          requirements: "All of it",
          parts: FOUR_PARTS,
        });
      case "select":
        return desk.selectWorker(MANAGER, made);
      case "instruct":
        return desk.submitInstructions(MANAGER, {
          part: made.part,
          instructions: "x".repeat(600),
        });
      case "review":
        return desk.submitReview(MANAGER, { ...made, reason: "because" });
      case "submit":
        return desk.submitResult(MANAGER, { output: "Built", ...made });
    }
  };
  return { call: made, answer: await answerTo() };
}

/** What must hold after every move. */
function assertLedger(handoff: Handoff, answers: readonly Answered[]): void {
  const taken = (is: (call: Call) => boolean) =>
    answers.filter(({ call, answer }) => answer.ok && is(call)).length;
  assert.ok(taken(({ kind }) => kind === "analyze") <= 1);
  assert.ok(taken(({ kind }) => kind === "submit") <= 1);
  for (const { key, sent_back } of handoff.parts) {
    const sentBack = taken((call) =>
      call.kind === "review" && call.verdict === "send_back" &&
      call.part === key
    );
    assert.ok(sentBack <= MAX_SENT_BACK && sent_back <= MAX_SENT_BACK);
  }

  const accepted = handoff.prompts.filter(({ accepted_at }) => accepted_at);
  const steps = accepted.map(({ step }) => step);
  assert.deepEqual(
    steps.slice(0, 3),
    ["analyzing", "selecting", "instructing"].slice(0, steps.length),
    "steps are accepted in their order, once each",
  );
  assert.ok(steps.slice(3).every((step) => step === "processing"));
  assert.ok(
    steps.length <= 3 + 1 + FOUR_PARTS.length * MAX_SENT_BACK,
    "each judgement but the last sent something back",
  );
  const tokens = handoff.prompts.map(({ token }) => token);
  assert.deepEqual(tokens, [...new Set(tokens)].sort((a, b) => a - b));
  let unanswered = 0;
  for (const { reason, ended_at, accepted_at } of handoff.prompts) {
    if (reason === "reminder") assert.equal(unanswered, 1);
    if (reason === "retry") assert.equal(unanswered, 2);
    unanswered = accepted_at ? 0 : unanswered + (ended_at ? 1 : 0);
  }
}

Deno.test("whatever a manager calls, and whatever is lost, no step is accepted twice and the end comes", async () => {
  const ends = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { maxLength: 40, size: "max" }),
      async (moves) => {
        let rig = await HandoffRig.begin();
        const answers: Answered[] = [];
        await rig.settle();
        for (const move of moves) {
          if (typeof move === "object") {
            const wasAsked = rig.handoff.prompts.length > 0;
            const made = await Promise.all(move.map((each) => make(rig, each)));
            answers.push(...made);
            assert.ok(wasAsked || made.every(({ answer }) => !answer.ok));
          } else if (move === "lose server") {
            rig = await rig.reborn();
          } else if (move === "work") {
            await rig.work();
          } else if (rig.turn) {
            if (move === "good turn") await goodTurn(rig);
            if (move === "strict turn") await strictTurn(rig);
            if (move === "lose turn") await rig.loseTurn();
            else await rig.endTurn();
          }
          await rig.settle();
          assertLedger(rig.handoff, answers);
        }

        await rig.play(goodTurn);

        assertLedger(rig.handoff, answers);
        assert.ok(isHandoffEnded(rig.handoff));
        const { status } = rig.handoff.state;
        ends.add(status);
        assert.equal(rig.parent?.state.status, status);
        const parts = Object.values(rig.fleet.tasks).filter((task) =>
          task.part
        );
        assert.ok(parts.length === 0 || parts.length === FOUR_PARTS.length);
        assert.ok(
          parts.every(({ state }) =>
            ["completed", "failed", "cancelled"].includes(state.status)
          ),
        );
      },
    ),
    { numRuns: 300 },
  );

  assert.deepEqual([...ends].sort(), ["completed", "failed"]);
});
