import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ClaudeStatus } from "@/domain/claude_status.ts";
import { isBootNews } from "@/domain/boot_reducer.ts";
import { isEnded } from "@/domain/agent_status.ts";
import { needsCare } from "@/domain/storage_care.ts";
import type { StorageStatus } from "@/domain/storage_status.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";
import { AgentTable } from "@/components/AgentTable.tsx";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { currentAgents, stoppedAgents } from "@/components/fleet_order.ts";
import { shortTasks } from "@/components/fleet_short.ts";
import { formatCount } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import { SummaryCards } from "@/components/SummaryCards.tsx";
import { TaskTable } from "@/components/TaskTable.tsx";
import { AgentList } from "./fleet/AgentList.tsx";
import { NeedsYou } from "./fleet/NeedsYou.tsx";
import QueueControl from "./QueueControl.tsx";
import { claude as liveClaude, storage as liveStorage } from "./live/store.ts";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { useLoaded } from "./use_loaded.ts";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

const SHOWN_TASKS = 20;

type FleetViewProps = {
  readonly rendered: Rendered;
  /** Waiting tasks that the page was rendered without. */
  readonly left: LeftTasks;
  readonly maxAgents: number;
  readonly claude: ClaudeStatus;
  readonly storage: StorageStatus;
  /** What is to be read of both; what can be done comes when it is needed. */
  readonly claudeNotice: ComponentChildren;
  readonly storageNotice: ComponentChildren;
  readonly demo: boolean;
  /** What the last start met stands on the page already. */
  readonly hasBootNews: boolean;
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
    claudeNotice,
    storageNotice,
    demo,
    hasBootNews,
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
  const StorageCare = useLoaded(
    needsCare(liveStorage.value ?? storage),
    async () => (await import("./fleet/seldom_parts.ts")).StorageCare,
  );
  const ClaudeNotice = useLoaded(
    claude.kind !== "ready" && claude.kind !== "demo",
    async () => (await import("./fleet/seldom_parts.ts")).ClaudeNotice,
  );
  const BootNews = useLoaded(
    !hasBootNews && isBootNews(fleet.boot),
    async () => (await import("./fleet/seldom_parts.ts")).BootNews,
  );
  const AgentForm = useLoaded(
    dialog === "agent",
    async () =>
      (await import("./agent_config/CreateAgentForm.tsx")).CreateAgentForm,
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
      title={canStart ? undefined : FLEET_TEXT.claudeCodeIsNotReady}
      onClick={() => setDialog("agent")}
    >
      <Icon name="plus" /> {FLEET_TEXT.newAgent}
    </button>
  );

  return (
    <>
      {BootNews && <BootNews boot={fleet.boot} />}
      {StorageCare ? <StorageCare storage={storage} /> : storageNotice}
      {ClaudeNotice ? <ClaudeNotice status={claude} /> : claudeNotice}
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
            {FLEET_TEXT.agents}{" "}
            <span class="count num">{formatCount(agents.length)}</span>
          </h2>
          <div class="actions">
            <a class="button quiet" href="/settings/templates">
              {FLEET_TEXT.templates}
            </a>
            {agents.length > 0 && newAgent}
          </div>
        </div>
        {agents.length > 0
          ? (
            <AgentList
              agents={agents}
              fleet={fleet}
              leftTasks={left.waiting}
              now={now}
              q={q}
              rows={rows}
            />
          )
          : (
            <EmptyState
              title={FLEET_TEXT.noAgentsYet}
              text={FLEET_TEXT.eachAgentIsAClaude}
              command={demo ? undefined : "deno task demo"}
            >
              {newAgent}
            </EmptyState>
          )}
        {stopped.length > 0 && (
          <details class="fold">
            <summary>
              {FLEET_TEXT.stoppedAgents(formatCount(stopped.length))}
            </summary>
            <AgentTable
              caption={FLEET_TEXT.stoppedAgentsTheLatestFirst}
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
              {FLEET_TEXT.forAnybody}{" "}
              <span class="count num">
                {formatCount(open.length + left.forAnybody)}
              </span>
            </h2>
          </div>
          <TaskTable
            caption={FLEET_TEXT.tasksThatWaitForAnybody}
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
            {FLEET_TEXT.tasks}{" "}
            <span class="count num">{formatCount(total)}</span>
          </h2>
          <div class="actions">
            <a class="button quiet" href="/tasks">{FLEET_TEXT.allTasks}</a>
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
              <Icon name="plus" /> {FLEET_TEXT.newTask}
            </button>
          </div>
        </div>
        {tasks.length > 0
          ? (
            <TaskTable
              caption={FLEET_TEXT.openTasksAndThoseThat}
              tasks={tasks}
              fleet={fleet}
              now={now}
            />
          )
          : (
            <EmptyState
              title={FLEET_TEXT.noTasksYet}
              text={FLEET_TEXT.whatYouGiveAnAgent}
            />
          )}
        {total > tasks.length && (
          <p class="meta table-foot">
            {FLEET_TEXT.of(formatCount(tasks.length))}{" "}
            <a href="/tasks">{FLEET_TEXT.tasks2(formatCount(total))}</a>
          </p>
        )}
      </section>
      <Dialog
        id="new-agent"
        title={FLEET_TEXT.newAgent}
        open={dialog === "agent" && AgentForm !== undefined}
        onClose={close}
      >
        {AgentForm && <AgentForm fleet={fleet} onClose={close} />}
      </Dialog>
      <Dialog
        id="give-task"
        title={FLEET_TEXT.newTask}
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
