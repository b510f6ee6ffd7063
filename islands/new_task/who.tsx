import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { CheckField } from "@/components/CheckField.tsx";
import { Field } from "@/components/Field.tsx";
import { agentStatus } from "@/components/status.ts";

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
  return (
    <Field id="task-agent" label="For">
      <select
        id="task-agent"
        value={who}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {forAnybody && <option value="worker">Any worker who can</option>}
        {forAnybody && (
          <option value="manager">Any manager, who hands it off</option>
        )}
        {agents.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
            {agent.role === "manager" ? " (manager)" : ""} ·{" "}
            {agentStatus(agent).word}
          </option>
        ))}
      </select>
    </Field>
  );
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
        ? `Hand parts of it to workers (${workers.length} live)`
        : "Hand parts of it to workers (none lives now)"}
      checked={workers.length > 0}
    />
  );
}
