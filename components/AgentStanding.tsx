import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { Clock } from "./Clock.tsx";
import { ErrorBox } from "./ErrorBox.tsx";
import { failureWords } from "./failure_words.ts";
import { formatAge, plural } from "./format.ts";
import { Moment } from "./Moment.tsx";
import { partsOf } from "@/domain/task_tree.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { TaskLinks } from "./task/TaskLink.tsx";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";

type AgentStandingProps = {
  readonly agent: Agent;
  readonly fleet: Fleet;
  readonly now: number;
};

/** Why an agent does not work as it should, or what it waits for. */
export function AgentStanding({ agent, fleet, now }: AgentStandingProps) {
  const { state } = agent;
  switch (state.status) {
    case "failed":
      return (
        <ErrorBox
          title={AGENT_TEXT.theAgentFailed(failureWords(state.failure.kind))}
          detail={state.failure.message}
        />
      );
    case "error": {
      const leftMs = Date.parse(state.restart_at) - now;
      return (
        <div class="notice" data-tone="error">
          <p class="notice-title">
            {AGENT_TEXT.itsProcessWasLostIt(failureWords(state.failure.kind))}
            {" "}
            {leftMs > 0 ? `in ${formatAge(leftMs + 999)}` : "now"}.
          </p>
          <p class="notice-text">{state.failure.message}</p>
          <p class="meta">
            {AGENT_TEXT.dueAt} <Moment at={state.restart_at} />
          </p>
          {agent.crashes.length > 1 && (
            <p class="meta">
              {AGENT_TEXT.lostLately(plural(agent.crashes.length, "time"))}{" "}
              {agent.crashes.map((at) => <Clock key={at} at={at} />)
                .flatMap((clock, index) => index > 0 ? [", ", clock] : [clock])}
            </p>
          )}
        </div>
      );
    }
    case "busy":
      return <BusyStanding agent={agent} fleet={fleet} now={now} />;
    default:
      return null;
  }
}

function BusyStanding({ agent, fleet, now }: AgentStandingProps) {
  if (agent.state.status !== "busy") return null;
  const { activity, task_id } = agent.state;
  switch (activity.kind) {
    case "silent":
      return (
        <div class="notice" data-tone="error">
          <p class="notice-title">
            {AGENT_TEXT.itsProcessHasSaidNothing(
              formatAge(now - Date.parse(activity.since)),
            )}
          </p>
          <p class="notice-text">{AGENT_TEXT.whatItWorkedOnWas}</p>
        </div>
      );
    case "awaiting_workers": {
      const open = task_id === null
        ? []
        : partsOf(fleet.tasks, task_id).filter(({ state }) =>
          !isTaskEnded(state)
        );
      return (
        <div class="notice">
          <p class="notice-title">{AGENT_TEXT.itWaitsFor(activity.detail)}</p>
          <TaskLinks ids={open.map(({ id }) => id)} fleet={fleet} />
        </div>
      );
    }
    case "awaiting_approval":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{AGENT_TEXT.itAsksYouSomething}</p>
          <p class="notice-text">
            {AGENT_TEXT.itGoesOnWhenYou}{" "}
            <a href="/inbox">{AGENT_TEXT.inbox}</a>.
          </p>
        </div>
      );
    default:
      return null;
  }
}
