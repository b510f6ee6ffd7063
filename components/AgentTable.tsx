import { useMemo } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isWaitingTask } from "@/domain/task_status.ts";
import { AgentRow } from "./AgentRow.tsx";
import { isCrowd } from "./crowd.ts";
import { formatCount } from "./format.ts";
import type { Look } from "./status.ts";
import { FLEET_TEXT } from "./text/fleet_text.ts";

const COLUMNS = 7;

type AgentTableProps = {
  readonly caption: string;
  /** Each with a heading, where its look is given. */
  readonly groups: readonly {
    readonly look?: Look;
    readonly agents: readonly Agent[];
    /** How many there are, when not all of them are here. */
    readonly count?: number;
  }[];
  readonly fleet: Fleet;
  /** Waiting tasks that the fleet here leaves out. */
  readonly leftTasks?: number;
  readonly now: number;
};

/**
 * Agents, one row each. The roles are spelled out because narrow screens lay
 * rows out as cards, and browsers then forget that it is a table.
 */
export function AgentTable(
  { caption, groups, fleet, leftTasks = 0, now }: AgentTableProps,
) {
  const waiting = useMemo(() => waitingOf(fleet.tasks), [fleet.tasks]);
  const rows = groups.reduce((sum, { agents }) => sum + agents.length, 0);
  return (
    <div class="table-box">
      <table class="table agents" role="table" data-crowd={isCrowd(rows)}>
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{FLEET_TEXT.state}</th>
            <th role="columnheader" scope="col">{FLEET_TEXT.agent}</th>
            <th role="columnheader" scope="col">{FLEET_TEXT.task}</th>
            <th role="columnheader" scope="col" class="col-now">
              {FLEET_TEXT.now}
            </th>
            <th role="columnheader" scope="col" class="right col-age">
              {FLEET_TEXT.age}
            </th>
            <th role="columnheader" scope="col" class="right col-tokens">
              {FLEET_TEXT.tokens}
            </th>
            <th role="columnheader" scope="col" class="right">
              {FLEET_TEXT.cost}
            </th>
          </tr>
        </thead>
        {groups.map(({ look, agents, count = agents.length }) => (
          <tbody key={look} role="rowgroup">
            {look && (
              <tr role="row" class="group-row" data-look={look}>
                <th role="rowheader" scope="rowgroup" colSpan={COLUMNS}>
                  {FLEET_TEXT.groups[look]}{" "}
                  <span class="count num">{formatCount(count)}</span>
                </th>
              </tr>
            )}
            {agents.map((agent) => (
              <AgentRow
                key={agent.id}
                agent={agent}
                task={taskOf(agent, fleet)}
                waiting={waiting.get(agent.id) ?? 0}
                orMore={leftTasks > 0}
                now={now}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** How many tasks wait for each agent that some wait for. */
function waitingOf(tasks: Fleet["tasks"]): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  for (const { agent_id, state } of Object.values(tasks)) {
    if (agent_id === null || !isWaitingTask(state)) continue;
    waiting.set(agent_id, (waiting.get(agent_id) ?? 0) + 1);
  }
  return waiting;
}

function taskOf({ state }: Agent, { tasks }: Fleet): Task | undefined {
  return state.status === "busy" && state.task_id !== null
    ? tasks[state.task_id]
    : undefined;
}
