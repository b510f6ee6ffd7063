import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { Age } from "./Age.tsx";
import { isWaitingTask } from "@/domain/task_status.ts";
import { openTasksOf } from "./fleet_order.ts";
import { formatAge, formatCount } from "./format.ts";
import { Money } from "./Money.tsx";
import { activityWords, agentStatus, type Look } from "./status.ts";
import { shortPaths } from "./short_paths.ts";
import { StatusChip } from "./StatusChip.tsx";
import { FLEET_TEXT } from "./text/fleet_text.ts";
import { Tokens } from "./Tokens.tsx";

const COLUMNS = 7;

type AgentTableProps = {
  readonly caption: string;
  /** Each with a heading, where its look is given. */
  readonly groups: readonly {
    readonly look?: Look;
    readonly agents: readonly Agent[];
  }[];
  readonly fleet: Fleet;
  readonly now: number;
};

/**
 * Agents, one row each. The roles are spelled out because narrow screens lay
 * rows out as cards, and browsers then forget that it is a table.
 */
export function AgentTable({ caption, groups, fleet, now }: AgentTableProps) {
  return (
    <div class="table-box">
      <table class="table agents" role="table">
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">State</th>
            <th role="columnheader" scope="col">Agent</th>
            <th role="columnheader" scope="col">Task</th>
            <th role="columnheader" scope="col" class="col-now">Now</th>
            <th role="columnheader" scope="col" class="right col-age">Age</th>
            <th role="columnheader" scope="col" class="right col-tokens">
              Tokens
            </th>
            <th role="columnheader" scope="col" class="right">Cost</th>
          </tr>
        </thead>
        {groups.map(({ look, agents }) => (
          <tbody key={look} role="rowgroup">
            {look && (
              <tr role="row" class="group-row" data-look={look}>
                <th role="rowheader" scope="rowgroup" colSpan={COLUMNS}>
                  {FLEET_TEXT.groups[look]}{" "}
                  <span class="count num">{formatCount(agents.length)}</span>
                </th>
              </tr>
            )}
            {agents.map((agent) => (
              <AgentRow key={agent.id} agent={agent} fleet={fleet} now={now} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function AgentRow(
  { agent, fleet, now }: {
    readonly agent: Agent;
    readonly fleet: Fleet;
    readonly now: number;
  },
) {
  return (
    <tr role="row">
      <td role="cell" class="cell-state">
        <StatusChip status={agentStatus(agent)} />
      </td>
      <th role="rowheader" scope="row" class="cell-name">
        <span class="cell-line">
          <a href={`/agents/${agent.id}`}>{agent.name}</a>
          {agent.role === "manager" && <span class="tag">manager</span>}
        </span>
      </th>
      <td role="cell" class="cell-task">
        <AgentTask agent={agent} fleet={fleet} />
      </td>
      <td role="cell" class="cell-now col-now">
        {nowWords(agent, now)}
      </td>
      <td role="cell" class="cell-age right col-age">
        <Age since={agent.state.since} now={now} />
      </td>
      <td role="cell" class="cell-tokens right col-tokens">
        <Tokens usage={agent.usage} />
      </td>
      <td role="cell" class="cell-cost right">
        <Money usd={agent.usage.cost_usd} />
      </td>
    </tr>
  );
}

function AgentTask(
  { agent, fleet }: { readonly agent: Agent; readonly fleet: Fleet },
) {
  const taskId = agent.state.status === "busy" ? agent.state.task_id : null;
  const task = taskId === null ? undefined : fleet.tasks[taskId];
  const waiting = openTasksOf(fleet, agent.id)
    .filter(({ state }) => isWaitingTask(state)).length;
  return (
    <span class="cell-line">
      {task && <a href={`/tasks/${task.id}`}>{task.title}</a>}
      {waiting > 0 && <span class="meta">+{waiting} waiting</span>}
    </span>
  );
}

function nowWords(agent: Agent, now: number): string {
  switch (agent.state.status) {
    case "busy":
      return shortPaths(
        activityWords(agent.state.activity, now),
        agent.working_directory,
      );
    case "failed":
      return agent.state.failure.message;
    case "error": {
      const left = Date.parse(agent.state.restart_at) - now;
      return `Starts again ${
        left > 0 ? `in ${formatAge(left + 999)}` : "now"
      }: ${agent.state.failure.message}`;
    }
    default:
      return "";
  }
}
