import { useEffect, useState } from "preact/hooks";
import type { Approval, Decision } from "@/domain/approval.ts";
import { callApi, type Problem } from "../live/api.ts";

/** What was pressed, until the event that confirms it has come. */
export type Pressed = "allow" | "task" | "deny" | "postpone" | "answer";

/** Sends decisions on one request, one at a time. */
export function useDecide(
  approval: Approval,
  on: {
    readonly sent: () => void;
    /** Somebody was faster. */
    readonly late: (words: string) => void;
  },
) {
  const [pressed, setPressed] = useState<Pressed>();
  const [problem, setProblem] = useState<Problem>();
  // What is put off stays here: its button is free again.
  useEffect(() => setPressed(undefined), [approval.postponed_at]);

  const decide = async (what: Pressed, decision: Decision) => {
    if (pressed) return;
    setPressed(what);
    setProblem(undefined);
    if (what !== "postpone") on.sent();
    const answer = await callApi(
      "POST",
      `approvals/${approval.id}/decide`,
      decision,
    );
    if (answer.ok) return;
    setPressed(undefined);
    if (answer.problem.code === "approval_decided") {
      on.late(answer.problem.message);
    } else {
      setProblem(answer.problem);
    }
  };

  return { pressed, problem, decide };
}
