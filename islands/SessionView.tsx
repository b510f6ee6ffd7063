import type { Agent } from "@/domain/agent.ts";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import { sessionLine } from "@/domain/budget_lines.ts";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Task } from "@/domain/task.ts";
import { AgentTable } from "@/components/AgentTable.tsx";
import { CopyId } from "@/components/CopyId.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import {
  currentAgents,
  recentTasks,
  stoppedAgents,
} from "@/components/fleet_order.ts";
import { formatCount, plural } from "@/components/format.ts";
import { livingAgents, sessionStatus } from "@/components/session_look.ts";
import { fleetOfSession } from "@/components/session_order.ts";
import { SessionCards } from "@/components/SessionCards.tsx";
import { StatusChip } from "@/components/StatusChip.tsx";
import { TaskTable } from "@/components/TaskTable.tsx";
import { BudgetControl } from "./budget/BudgetControl.tsx";
import { OwnBudget } from "./budget/OwnBudget.tsx";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { SessionActions } from "./session/SessionActions.tsx";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

type SessionViewProps = {
  readonly rendered: Rendered;
  /** Waiting tasks that the page was rendered without. */
  readonly left: LeftTasks;
  /** As rendered: the fleet may have let go of what ended long ago. */
  readonly session: Session;
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  /** Whether there are older tasks than those. */
  readonly hasMore: boolean;
};

/** One session: its totals, its agents, its tasks, and what can be done with it. */
export default function SessionView(
  { rendered, session: asRendered, hasMore, ...records }: SessionViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const left = useLeftTasks(records.left, {
    isAbout: (event) =>
      "session_id" in event && event.session_id === asRendered.id,
  });
  const session = fleet.sessions[asRendered.id] ?? asRendered;
  const mine = fleetOfSession(fleet, session.id, records);
  const agents = [...currentAgents(mine), ...stoppedAgents(mine)];
  const tasks = recentTasks(mine);
  const [line] = sessionLine(session);
  const living = livingAgents(session, fleet).length;

  return (
    <>
      <header class="agent-head">
        <div class="title-row">
          <h1>{session.name}</h1>
          <StatusChip status={sessionStatus(session, fleet)} />
          <CopyId id={session.id} />
          <SessionActions session={session} living={living} />
        </div>
      </header>
      <SessionCards session={session} />
      <OwnBudget line={line} fleet={fleet}>
        <BudgetControl
          scope="session"
          id={session.id}
          name={session.name}
          line={line}
          isOver={isArchived(session)}
        />
      </OwnBudget>
      <section aria-labelledby="agents-title">
        <h2 id="agents-title">
          {SESSIONS_TEXT.agents}{" "}
          <span class="count num">{formatCount(session.agents)}</span>
        </h2>
        {agents.length > 0
          ? (
            <AgentTable
              caption={SESSIONS_TEXT.agentsOfTheSessionThe}
              groups={[{ agents }]}
              fleet={mine}
              leftTasks={left.waiting}
              now={now}
            />
          )
          : <NoAgents session={session} />}
        {agents.length > 0 && agents.length < session.agents && (
          <p class="meta table-foot">
            {SESSIONS_TEXT.ofOthersEndedLongAgo(
              formatCount(agents.length),
              formatCount(session.agents),
            )}
          </p>
        )}
      </section>
      <section aria-labelledby="tasks-title">
        <h2 id="tasks-title">{SESSIONS_TEXT.tasks}</h2>
        {tasks.length > 0
          ? (
            <TaskTable
              caption={SESSIONS_TEXT.tasksOfTheSessionThe}
              tasks={tasks}
              fleet={mine}
              now={now}
            />
          )
          : (
            <EmptyState
              title={SESSIONS_TEXT.noTasksYet}
              text={SESSIONS_TEXT.whatItsAgentsAreGiven}
            />
          )}
        {hasMore && (
          <p class="meta table-foot">
            {SESSIONS_TEXT.theNewestTheApiLists(formatCount(tasks.length))}
          </p>
        )}
      </section>
    </>
  );
}

function NoAgents({ session }: { readonly session: Session }) {
  if (session.agents > 0) {
    return (
      <EmptyState
        title={SESSIONS_TEXT.noAgentsAnyMore}
        text={SESSIONS_TEXT.endedLongAgoTheTotals(
          plural(session.agents, "agent"),
        )}
      />
    );
  }
  return isArchived(session)
    ? (
      <EmptyState
        title={SESSIONS_TEXT.noAgents}
        text={SESSIONS_TEXT.theSessionWasArchivedWithout}
      />
    )
    : (
      <EmptyState
        title={SESSIONS_TEXT.noAgentsYet}
        text={SESSIONS_TEXT.startAnAgentOnThe}
      >
        <a class="button" href="/">{SESSIONS_TEXT.toTheFleet}</a>
      </EmptyState>
    );
}
