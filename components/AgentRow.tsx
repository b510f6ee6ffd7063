import { useInSight } from "./in_sight.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Task } from "@/domain/task.ts";
import { Age } from "./Age.tsx";
import { formatAge } from "./format.ts";
import { Money } from "./Money.tsx";
import { shortPaths } from "./short_paths.ts";
import { activityWords, agentStatus } from "./status.ts";
import { StatusChip } from "./StatusChip.tsx";
import { Tokens } from "./Tokens.tsx";
import { Unchanged } from "./Unchanged.tsx";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

type AgentRowProps = {
  readonly agent: Agent;
  /** What it works on. */
  readonly task: Task | undefined;
  /** Tasks that wait for it. */
  readonly waiting: number;
  /** More may wait for it that are not on the page. */
  readonly orMore: boolean;
  readonly now: number;
};

/**
 * One agent in a table; drawn anew only when something in the row has changed,
 * and while nobody sees it with the clock alone.
 */
export function AgentRow(props: AgentRowProps) {
  const sight = useInSight(props, props.now);
  const { agent, task, waiting, orMore, now } = sight.shown;
  const { id, name, role, state, usage } = agent;
  const words = nowWords(agent, now);
  const age = formatAge(now - Date.parse(state.since));
  const of = [
    id,
    name,
    role,
    state,
    usage,
    task?.id,
    task?.title,
    waiting,
    orMore,
    words,
    age,
  ];
  const draw = () => (
    <tr role="row" ref={sight.element}>
      <td role="cell" class="cell-state">
        <StatusChip status={agentStatus(agent)} />
      </td>
      <th role="rowheader" scope="row" class="cell-name">
        <span class="cell-line">
          <a href={`/agents/${id}`}>{name}</a>
          {role === "manager" && <span class="tag">{FLEET_TEXT.manager}</span>}
        </span>
      </th>
      <td role="cell" class="cell-task">
        <span class="cell-line">
          {task && <a href={`/tasks/${task.id}`}>{task.title}</a>}
          {waiting > 0 && (
            <span class="meta">{FLEET_TEXT.waitingFor(waiting, orMore)}</span>
          )}
        </span>
      </td>
      <td role="cell" class="cell-now col-now">{words}</td>
      <td role="cell" class="cell-age right col-age">
        <Age since={state.since} now={now} />
      </td>
      <td role="cell" class="cell-tokens right col-tokens">
        <Tokens usage={usage} />
      </td>
      <td role="cell" class="cell-cost right">
        <Money usd={usage.cost_usd} />
      </td>
    </tr>
  );
  return <Unchanged of={of} draw={draw} />;
}

function nowWords({ state, working_directory }: Agent, now: number): string {
  switch (state.status) {
    case "busy":
      return shortPaths(activityWords(state.activity, now), working_directory);
    case "failed":
      return state.failure.message;
    case "error": {
      const left = Date.parse(state.restart_at) - now;
      return `Starts again ${
        left > 0 ? `in ${formatAge(left + 999)}` : "now"
      }: ${state.failure.message}`;
    }
    default:
      return "";
  }
}
