import type { HandoffRig } from "./handoff_rig.ts";
import { MANAGER, WORKERS } from "./handoff_team.ts";

/** Four parts: two at once, one after both of them, one by itself. */
export const FOUR_PARTS = [
  part("api", []),
  part("ui", []),
  part("tests", ["api", "ui"], ["tests"]),
  part("docs", []),
];

function part(key: string, depends_on: string[], requires: string[] = []) {
  const title = `The ${key}`;
  return { key, title, description: `Make the ${key}`, depends_on, requires };
}

/** A manager that does each step as it should, and calls it done at once. */
export async function goodTurn(rig: HandoffRig): Promise<void> {
  const { desk, handoff } = rig;
  switch (handoff.state.status) {
    case "analyzing":
      await desk.submitAnalysis(MANAGER, {
        requirements: "All of it",
        parts: FOUR_PARTS,
      });
      break;
    case "selecting":
      for (const { key, agent_id } of handoff.parts) {
        if (agent_id) continue;
        const worker_id = key === "tests" ? WORKERS[1] : WORKERS[0];
        await desk.selectWorker(MANAGER, { part: key, worker_id });
      }
      break;
    case "instructing":
      for (const { key, instructions } of handoff.parts) {
        if (instructions) continue;
        await desk.submitInstructions(MANAGER, {
          part: key,
          instructions: `Do ${key} well`,
        });
      }
      break;
    case "processing":
      await desk.submitResult(MANAGER, {
        output: "It is built",
        succeeded: true,
      });
  }
}

/** The same, but the tests have to be done twice. */
export async function strictTurn(rig: HandoffRig): Promise<void> {
  const { desk, handoff } = rig;
  const tests = handoff.parts.find(({ key }) => key === "tests");
  if (handoff.state.status !== "processing" || tests?.sent_back !== 0) {
    return await goodTurn(rig);
  }
  await desk.submitReview(MANAGER, {
    part: "tests",
    verdict: "send_back",
    reason: "Too few",
  });
}

/** A manager that says something and calls nothing. */
export async function idleTurn(): Promise<void> {}
