import type { Agent } from "@/domain/agent.ts";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import { agentLine } from "@/domain/budget_lines.ts";
import { isEnded } from "@/domain/agent_status.ts";
import { Age } from "@/components/Age.tsx";
import { AgentFacts } from "@/components/agent/AgentFacts.tsx";
import { AgentViews } from "@/components/agent/AgentViews.tsx";
import { AgentStanding } from "@/components/AgentStanding.tsx";
import { CopyId } from "@/components/CopyId.tsx";
import { withEarlier } from "@/components/earlier_records.ts";
import { openTasksOf } from "@/components/fleet_order.ts";
import { MessageList } from "@/components/messages/MessageList.tsx";
import { messagesOf } from "@/components/messages/message_order.ts";
import { activityWords, agentStatus } from "@/components/status.ts";
import { shortPaths } from "@/components/short_paths.ts";
import { IncidentLinks } from "@/components/incident/IncidentLinks.tsx";
import { StatusChip } from "@/components/StatusChip.tsx";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";
import { Resources } from "./agent/Resources.tsx";
import { AgentActions } from "./agent/AgentActions.tsx";
import { GiveTaskForm } from "./task/GiveTaskForm.tsx";
import { BudgetControl } from "./budget/BudgetControl.tsx";
import { OwnBudget } from "./budget/OwnBudget.tsx";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { useNamedTasks } from "./live/use_named_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { SendMessageForm } from "./messages/SendMessageForm.tsx";
import type { RenderedEntries } from "./transcript/use_pages.ts";
import TranscriptLog from "./TranscriptLog.tsx";

type AgentViewProps = {
  readonly rendered: Rendered;
  /** Waiting tasks that the page was rendered without. */
  readonly left: LeftTasks;
  /** As rendered: the fleet may have let go of an agent that ended long ago. */
  readonly agent: Agent;
  /** The piece of its transcript that the page comes with. */
  readonly entries: RenderedEntries;
  /** The entry that the address names. */
  readonly marked?: number;
};

/** One agent: who it is, what it does, what was said, and how to steer it. */
export default function AgentView(
  { rendered, left: leftAtFirst, agent: asRendered, ...shown }: AgentViewProps,
) {
  const { fleet: live, now } = useLive(rendered);
  const left = useLeftTasks(leftAtFirst, {
    fits: ({ agent_id }) => agent_id === asRendered.id,
    isAbout: (event) =>
      !("agent_id" in event && event.agent_id) ||
      event.agent_id === asRendered.id,
  });
  const fleet = withEarlier(live, rendered.fleet);
  const agent = fleet.agents[asRendered.id] ?? asRendered;
  const { state } = agent;
  const open = openTasksOf(fleet, agent.id);
  const taskId = state.status === "busy" ? state.task_id : null;
  const task = taskId === null ? undefined : fleet.tasks[taskId];
  const messages = messagesOf(fleet, agent.id);
  const [line] = agentLine(agent);
  const isOver = isEnded(state) || state.status === "terminating";
  const waiting = open.filter(({ id }) => id !== taskId).length +
    left.fitting;
  useNamedTasks([taskId, ...messages.map(({ task_id }) => task_id)]);

  return (
    <>
      <header class="agent-head">
        <div class="title-row">
          <h1>{agent.name}</h1>
          <StatusChip status={agentStatus(agent)} />
          <span class="meta">
            <Age since={state.since} now={now} />
          </span>
          <CopyId id={agent.id} />
          <AgentActions agent={agent} waiting={waiting} />
        </div>
        {state.status === "busy" && (
          <p class="now-line">
            {task && <a href={`/tasks/${task.id}`}>{task.title}</a>}
            <span>
              {shortPaths(
                activityWords(state.activity, now),
                agent.working_directory,
              )}
            </span>
          </p>
        )}
        <IncidentLinks fleet={fleet} id={agent.id} />
        <AgentFacts agent={agent} fleet={fleet} waiting={waiting} />
        {agent.held && (
          <div class="notice" data-tone="attention">
            <p class="notice-title">{AGENT_TEXT.held(agent.held.reason)}</p>
          </div>
        )}
        {agent.memory_over && !isOver && (
          <div class="notice" data-tone="error">
            <p class="notice-title">
              {AGENT_TEXT.memoryOver.title(agent.memory_over)}
            </p>
            <p class="notice-text">
              {AGENT_TEXT.memoryOver[agent.memory_over.step]}
            </p>
          </div>
        )}
        <OwnBudget line={line} fleet={fleet}>
          <BudgetControl
            scope="agent"
            id={agent.id}
            name={agent.name}
            line={line}
            isOver={isOver}
          />
        </OwnBudget>
        <AgentStanding agent={agent} fleet={fleet} now={now} />
      </header>
      <AgentViews agentId={agent.id} current="transcript" />
      <TranscriptLog
        agentId={agent.id}
        agentName={agent.name}
        folder={agent.working_directory}
        isBusy={state.status === "busy"}
        rendered={shown.entries}
        marked={shown.marked}
      />
      {!isOver && (
        <section class="composer" aria-label={AGENT_TEXT.giveTask}>
          <GiveTaskForm fleet={fleet} agents={[agent]} onGiven={() => {}} />
        </section>
      )}
      <section aria-labelledby="messages-title">
        <h2 id="messages-title">{AGENT_TEXT.messages}</h2>
        <div class="stack">
          {!isOver && <SendMessageForm agent={agent} fleet={fleet} />}
          {messages.length > 0
            ? (
              <MessageList
                messages={messages}
                fleet={fleet}
                now={now}
                withTask
              />
            )
            : <p class="meta">{AGENT_TEXT.noMessages}</p>}
        </div>
      </section>
      <Resources agentId={agent.id} />
    </>
  );
}
