import { Unchanged } from "@/components/Unchanged.tsx";
import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { CheckField } from "@/components/CheckField.tsx";
import { Field } from "@/components/Field.tsx";
import { agentStatus } from "@/components/status.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type WhoFieldProps = {
  readonly agents: readonly Agent[];
  readonly forAnybody: boolean;
  readonly who: string;
  readonly onChange: (who: string) => void;
};

/** Who shall do a task: one agent, or anybody who can. */
export function WhoField(
  { agents, forAnybody, who, onChange }: WhoFieldProps,
) {
  // Of all that happens to agents, the least changes what they are called here.
  const words = agents.map((agent) => agent.id + wordsOf(agent)).join();
  const choices = () =>
    agents.map((agent) => (
      <option key={agent.id} value={agent.id}>{wordsOf(agent)}</option>
    ));
  return (
    <Field id="task-agent" label={TASK_TEXT.for}>
      <select
        id="task-agent"
        value={who}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {forAnybody && (
          <option value="worker">{TASK_TEXT.anyWorkerWhoCan}</option>
        )}
        {forAnybody && (
          <option value="manager">{TASK_TEXT.anyManagerWhoHandsIt}</option>
        )}
        <Unchanged of={[words]} draw={choices} />
      </select>
    </Field>
  );
}

function wordsOf(agent: Agent): string {
  const role = agent.role === "manager" ? TASK_TEXT.manager : "";
  return `${agent.name}${role} · ${agentStatus(agent).word}`;
}

/** Whether a manager does it alone or hands parts of it to workers. */
export function HandoffField(
  { agent, fleet }: {
    readonly agent: Agent | undefined;
    readonly fleet: Fleet;
  },
) {
  if (agent?.role !== "manager") return null;
  const workers = Object.values(fleet.agents).filter((other) =>
    other.role === "worker" && other.session_id === agent.session_id &&
    !isEnded(other.state)
  );
  return (
    <CheckField
      key={agent.id}
      id="task-handoff"
      name="handoff"
      label={workers.length > 0
        ? TASK_TEXT.handPartsOfItTo(workers.length)
        : TASK_TEXT.handPartsOfItTo2}
      checked={workers.length > 0}
    />
  );
}
