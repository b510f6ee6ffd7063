import type { AgentId } from "@/domain/ids.ts";
import type { Desks, ToolAnswer } from "@/orchestrator/agent_tools/desks.ts";

/** One call that reached a desk. */
export type DeskCall = {
  /** Such as `handoff.submitAnalysis`. */
  readonly what: string;
  readonly agent: AgentId;
  readonly input: unknown;
};

/** Desks that write down what reaches them and answer all of it alike. */
export function recordedDesks(
  answer: () => Promise<ToolAnswer> = () =>
    Promise.resolve({ ok: true, text: "Taken." }),
): { readonly desks: Desks; readonly calls: DeskCall[] } {
  const calls: DeskCall[] = [];
  const take = (what: string) => (agent: AgentId, input?: unknown) => {
    calls.push({ what, agent, input });
    return answer();
  };
  const desks: Desks = {
    handoff: {
      submitAnalysis: take("handoff.submitAnalysis"),
      listWorkers: take("handoff.listWorkers"),
      selectWorker: take("handoff.selectWorker"),
      submitInstructions: take("handoff.submitInstructions"),
      submitReview: take("handoff.submitReview"),
      submitResult: take("handoff.submitResult"),
    },
    work: {
      reportProgress: take("work.reportProgress"),
      submitResult: take("work.submitResult"),
    },
    mail: {
      sendMessage: take("mail.sendMessage"),
      askManager: take("mail.askManager"),
      listMessages: take("mail.listMessages"),
    },
  };
  return { desks, calls };
}
