import { useEffect, useState } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import {
  ACT_CALLS,
  type AgentAct,
  type AskedAct,
  controlsOf,
  isAsked,
} from "@/components/agent/controls.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";
import { ActDialog } from "./ActDialog.tsx";
import { useAgentKeys } from "./use_agent_keys.ts";
import { callApi, type Problem } from "../live/api.ts";

type AgentActionsProps = {
  readonly agent: Agent;
  /** Tasks that wait for the agent behind the one it works on. */
  readonly waiting: number;
};

/** What can be done with an agent; a button is busy until the state says so. */
export function AgentActions({ agent, waiting }: AgentActionsProps) {
  const [asking, setAsking] = useState<AskedAct>();
  const [pending, setPending] = useState<AgentAct>();
  const [problem, setProblem] = useState<Problem>();
  const { status, since } = agent.state;
  const controls = controlsOf(agent);
  const isHeld = agent.held?.since;
  // The state moved on: whatever was asked for has happened, or is moot. The
  // next task may begin before the page is painted, so the status is not enough.
  useEffect(() => setPending(undefined), [status, since, isHeld]);

  const act = async (what: AgentAct, body?: object) => {
    setAsking(undefined);
    setPending(what);
    setProblem(undefined);
    const { method, path } = ACT_CALLS[what];
    const answer = await callApi(method, `agents/${agent.id}${path}`, body);
    if (answer.ok) return;
    setPending(undefined);
    setProblem(answer.problem);
  };
  const press = (what: AgentAct) => {
    const control = controls.find((each) => each.act === what);
    if (!control || control.refusal !== null || pending) return;
    if (isAsked(what)) setAsking(what);
    else void act(what);
  };
  useAgentKeys(press);

  if (controls.length === 0) return null;
  return (
    <div class="actions">
      {controls.map((control) => {
        const { name, busy } = AGENT_TEXT.acts[control.act];
        const isBusy = pending === control.act ||
          control.act === "terminate" && status === "terminating";
        return (
          <button
            key={control.act}
            type="button"
            class={control.act === "terminate" ? "button danger" : "button"}
            disabled={control.refusal !== null || pending !== undefined}
            title={control.refusal ?? undefined}
            onClick={() => press(control.act)}
          >
            {isBusy ? busy : name}
          </button>
        );
      })}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      {(["pause", "restart", "terminate"] as const).map((each) => (
        <ActDialog
          key={each}
          act={each}
          agent={agent}
          waiting={waiting}
          open={asking === each}
          onClose={() => setAsking(undefined)}
          onAct={(body) => void act(each, body)}
        />
      ))}
    </div>
  );
}
