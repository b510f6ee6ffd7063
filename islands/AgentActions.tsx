import { useEffect, useState } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import { processId } from "@/domain/agent_status.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { plural } from "@/components/format.ts";
import { callApi, type Problem } from "./live/api.ts";

type AgentActionsProps = {
  readonly agent: Agent;
  /** Tasks that wait for the agent behind the one it works on. */
  readonly waiting: number;
};

/** Interrupts an agent, or ends it; a button is busy until the state says so. */
export default function AgentActions({ agent, waiting }: AgentActionsProps) {
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState<"interrupt" | "terminate">();
  const [problem, setProblem] = useState<Problem>();
  const { status, since } = agent.state;
  // The state moved on: whatever was asked for has happened, or is moot. The
  // next task may begin before the page is painted, so the status is not enough.
  useEffect(() => setPending(undefined), [status, since]);

  const act = async (
    what: "interrupt" | "terminate",
    method: "POST" | "DELETE",
    path: string,
  ) => {
    setPending(what);
    setProblem(undefined);
    const answer = await callApi(method, path);
    if (answer.ok) return;
    setPending(undefined);
    setProblem(answer.problem);
  };
  const terminate = () => {
    setAsking(false);
    act("terminate", "DELETE", `agents/${agent.id}`);
  };

  if (status === "terminated") return null;
  if (status === "failed") {
    return (
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={pending !== undefined}
          onClick={terminate}
        >
          {pending ? "Dismissing…" : "Dismiss"}
        </button>
        {problem && (
          <ErrorBox title={problem.message} requestId={problem.requestId} />
        )}
      </div>
    );
  }
  return (
    <div class="actions">
      <button
        type="button"
        class="button"
        disabled={status !== "busy" || pending !== undefined}
        title={status === "busy" ? undefined : "It works on nothing now"}
        onClick={() => act("interrupt", "POST", `agents/${agent.id}/interrupt`)}
      >
        {pending === "interrupt" ? "Stopping…" : "Interrupt"}
      </button>
      <button
        type="button"
        class="button danger"
        disabled={status === "terminating" || pending !== undefined}
        onClick={() => setAsking(true)}
      >
        {status === "terminating" || pending === "terminate"
          ? "Ending…"
          : "Terminate"}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <Dialog
        id="terminate"
        title={`Terminate ${agent.name}?`}
        open={asking}
        onClose={() => setAsking(false)}
      >
        <p>{effect(agent, waiting)}</p>
        <div class="form-actions">
          <button
            type="button"
            class="button"
            autofocus
            onClick={() => setAsking(false)}
          >
            Keep it
          </button>
          <button type="button" class="button danger" onClick={terminate}>
            Terminate
          </button>
        </div>
      </Dialog>
    </div>
  );
}

function effect(agent: Agent, waiting: number): string {
  const parts = [
    processId(agent.state) !== null && "Ends 1 process",
    agent.state.status === "busy" && agent.state.task_id !== null &&
    "1 running task is cancelled",
    waiting > 0 &&
    `${plural(waiting, "waiting task")} ${
      waiting === 1 ? "is" : "are"
    } cancelled`,
  ].filter((part) => part !== false);
  const what = parts.length > 0 ? `${parts.join(", ")}. ` : "";
  return `${what}Its transcript and its folder stay.`;
}
