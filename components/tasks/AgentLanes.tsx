import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { StatusIcon } from "../StatusIcon.tsx";
import { agentStatus } from "../status.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type AgentLanesProps = {
  readonly agents: readonly Agent[];
  readonly fleet: Fleet;
  /** Whether what is dragged can be given to that agent; `undefined`: nothing is. */
  readonly takes: (agent: string | null) => boolean | undefined;
  readonly onDrop: (agent: string | null) => void;
  /** Shows the tasks of that agent. */
  readonly onPick: (name: string) => void;
};

/** The agents: a waiting task is given to the one that it is dropped on. */
export function AgentLanes(
  { agents, fleet, takes, onDrop, onPick }: AgentLanesProps,
) {
  const open = new Map<string | null, number>();
  for (const { agent_id, pinned, state } of Object.values(fleet.tasks)) {
    if (isTaskEnded(state)) continue;
    const lane = agent_id === null || !pinned && state.status === "pending"
      ? null
      : agent_id;
    open.set(lane, (open.get(lane) ?? 0) + 1);
  }
  const lanes = [
    { id: null, name: "anybody", look: "queued", word: "" } as const,
    ...agents.map((agent) => ({
      id: agent.id,
      name: agent.name,
      ...agentStatus(agent),
    })),
  ];
  return (
    <ul class="lanes" aria-label={TASKS_TEXT.agentsWithTheirOpenTasks}>
      {lanes.map(({ id, name, look, word }) => (
        <li
          key={id}
          class="lane"
          data-look={look}
          data-drop={dropLook(takes(id))}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            onDrop(id);
          }}
        >
          <button
            type="button"
            class="lane-button"
            onClick={() => onPick(name)}
          >
            {id !== null && <StatusIcon look={look} />}
            <span>{id === null ? TASKS_TEXT.anybody : name}</span>
            {word && <span class="sr-only">{word}</span>}
            <span class="count num">
              {open.get(id) ?? 0}
              <span class="sr-only">{TASKS_TEXT.open}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How a place looks while something is dragged. */
export function dropLook(takes: boolean | undefined): string | undefined {
  return takes === undefined ? undefined : takes ? "yes" : "no";
}
