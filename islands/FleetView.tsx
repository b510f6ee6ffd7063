import { useState } from "preact/hooks";
import type { ClaudeStatus } from "@/domain/claude_status.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { StorageStatus } from "@/domain/storage_status.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";
import { AgentTable } from "@/components/AgentTable.tsx";
import type { LeftTasks } from "@/components/carried_fleet.ts";
import { ClaudeNotice } from "@/components/ClaudeNotice.tsx";
import { Dialog } from "@/components/Dialog.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { currentAgents, stoppedAgents } from "@/components/fleet_order.ts";
import { shortTasks } from "@/components/fleet_short.ts";
import { formatCount } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import { SummaryCards } from "@/components/SummaryCards.tsx";
import { TaskTable } from "@/components/TaskTable.tsx";
import { AgentList } from "./fleet/AgentList.tsx";
import { BootCard } from "./host/BootCard.tsx";
import { NeedsYou } from "./fleet/NeedsYou.tsx";
import QueueControl from "./QueueControl.tsx";
import { StorageCare } from "./fleet/StorageCare.tsx";
import { claude as liveClaude } from "./live/store.ts";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { useLoaded } from "./use_loaded.ts";

const SHOWN_TASKS = 20;

type FleetViewProps = {
  readonly rendered: Rendered;
  /** Waiting tasks that the page was rendered without. */
  readonly left: LeftTasks;
  readonly maxAgents: number;
  readonly claude: ClaudeStatus;
  readonly storage: StorageStatus;
  readonly demo: boolean;
  /** The dialog for a new agent is open from the beginning. */
  readonly isNewAgent: boolean;
  /** Which agents to show, and how many. */
  readonly q: string;
  readonly rows: number;
};

/** The whole fleet: numbers, agents, tasks, and what a person can do. */
export default function FleetView(
  {
    rendered,
    left: leftAtFirst,
    maxAgents,
    claude: renderedClaude,
    storage,
    demo,
    isNewAgent,
    q,
    rows,
  }: FleetViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const left = useLeftTasks(leftAtFirst);
  const claude = liveClaude.value ?? renderedClaude;
  // Signed out is worth a try: the person may have signed in since.
  const canStart = claude.kind !== "checking" && claude.kind !== "missing";
  const [dialog, setDialog] = useState<"agent" | "task" | undefined>(
    isNewAgent ? "agent" : undefined,
  );
  const close = () => setDialog(undefined);
  const AgentForm = useLoaded(
    dialog === "agent",
    async () => (await import("./agent_config/CreateAgentForm.tsx")).CreateAgentForm,
  );
  const TaskForm = useLoaded(
    dialog === "task",
    async () => (await import("./task/GiveTaskForm.tsx")).GiveTaskForm,
  );
  const agents = currentAgents(fleet);
  const stopped = stoppedAgents(fleet);
  const tasks = shortTasks(fleet);
  const total = Object.keys(fleet.tasks).length + left.waiting;
  const waiting = waitingTasks(fleet.tasks);
  const open = waiting.filter(({ pinned }) => !pinned);
  const running = Object.values(fleet.tasks)
    .filter(({ state }) => hasAgent(state)).length;
  const able = agents.filter((agent) => !isEnded(agent.state));

  const newAgent = (
    <button
      type="button"
      class="button primary"
      disabled={!canStart}
      title={canStart ? undefined : "Claude Code is not ready"}
      onClick={() => setDialog("agent")}
    >
      <Icon name="plus" /> New agent
    </button>
  );

  return (
    <>
      <StorageCare storage={storage} />
      <BootCard boot={fleet.boot} />
      <ClaudeNotice status={claude} />
      {fleet.queue.paused && (
        <QueueControl
          queue={fleet.queue}
          waiting={waiting.length + left.waiting}
          running={running}
          now={now}
        />
      )}
      <NeedsYou fleet={fleet} now={now} />
      <SummaryCards fleet={fleet} maxAgents={maxAgents} />
      <section aria-labelledby="agents-title">
        <div class="section-head">
          <h2 id="agents-title">
            Agents <span class="count num">{formatCount(agents.length)}</span>
          </h2>
          <div class="actions">
            <a class="button quiet" href="/settings/templates">Templates</a>
            {agents.length > 0 && newAgent}
          </div>
        </div>
        {agents.length > 0
          ? (
            <AgentList
              agents={agents}
              fleet={fleet}
              now={now}
              q={q}
              rows={rows}
            />
          )
          : (
            <EmptyState
              title="No agents yet"
              text="Each agent is a Claude Code process of its own. Its state, its task and what it costs appear here."
              command={demo ? undefined : "deno task demo"}
            >
              {newAgent}
            </EmptyState>
          )}
        {stopped.length > 0 && (
          <details class="fold">
            <summary>Stopped agents ({formatCount(stopped.length)})</summary>
            <AgentTable
              caption="Stopped agents, the latest first"
              groups={[{ agents: stopped }]}
              fleet={fleet}
              now={now}
            />
          </details>
        )}
      </section>
      {open.length > 0 && (
        <section aria-labelledby="open-title">
          <div class="section-head">
            <h2 id="open-title">
              For anybody{" "}
              <span class="count num">
                {formatCount(open.length + left.forAnybody)}
              </span>
            </h2>
          </div>
          <TaskTable
            caption="Tasks that wait for anybody who can do them, the next one first"
            tasks={open.slice(0, SHOWN_TASKS)}
            fleet={fleet}
            now={now}
            withAgent={false}
          />
        </section>
      )}
      <section aria-labelledby="tasks-title">
        <div class="section-head">
          <h2 id="tasks-title">
            Tasks <span class="count num">{formatCount(total)}</span>
          </h2>
          <div class="actions">
            <a class="button quiet" href="/tasks">All tasks</a>
            {!fleet.queue.paused && (
              <QueueControl
                queue={fleet.queue}
                waiting={waiting.length + left.waiting}
                running={running}
                now={now}
              />
            )}
            <button
              type="button"
              class="button"
              onClick={() => setDialog("task")}
            >
              <Icon name="plus" /> New task
            </button>
          </div>
        </div>
        {tasks.length > 0
          ? (
            <TaskTable
              caption="Open tasks, and those that ended last"
              tasks={tasks}
              fleet={fleet}
              now={now}
            />
          )
          : (
            <EmptyState
              title="No tasks yet"
              text="What you give an agent to do appears here, with its result and its cost."
            />
          )}
        {total > tasks.length && (
          <p class="meta table-foot">
            {formatCount(tasks.length)} of{" "}
            <a href="/tasks">{formatCount(total)} tasks</a>
          </p>
        )}
      </section>
      <Dialog
        id="new-agent"
        title="New agent"
        open={dialog === "agent" && AgentForm !== undefined}
        onClose={close}
      >
        {AgentForm && <AgentForm fleet={fleet} onClose={close} />}
      </Dialog>
      <Dialog
        id="give-task"
        title="New task"
        open={dialog === "task" && TaskForm !== undefined}
        onClose={close}
      >
        {TaskForm && (
          <TaskForm
            fleet={fleet}
            agents={able}
            forAnybody
            onGiven={close}
            onCancel={close}
          />
        )}
      </Dialog>
    </>
  );
}
