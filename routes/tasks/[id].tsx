import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { carriedFleet } from "@/domain/carried_fleet.ts";
import { dependencyGraph } from "@/components/task/dependency_graph.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { trailLine } from "@/components/trail/trail_line.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Queries } from "@/domain/platform.ts";
import type { Task } from "@/domain/task.ts";
import TaskTrail from "@/islands/TaskTrail.tsx";
import TaskView, { type LeftAround } from "@/islands/TaskView.tsx";
import { define } from "@/state.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

/** Events that a page is rendered with; later ones are asked for. */
const FIRST_EVENTS = 50;
/** Parts and messages of a task that a page shows; more are in the API. */
const SHOWN_PARTS = 100;
const SHOWN_MESSAGES = 100;

export const handler = define.handlers({
  async GET({ params, url, state: { queries } }) {
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const task = params.id ? await queries.findTask(params.id) : undefined;
    if (!task) throw new HttpError(404, `Cannot find task "${params.id}"`);
    const cursor = url.searchParams.get("events") || undefined;
    const [description, output, attempts, events, around] = await Promise.all([
      queries.fullText(task.description),
      "result" in task.state
        ? queries.fullText(task.state.result.output)
        : null,
      queries.taskAttempts(task.id),
      queries.taskEvents(task.id, { limit: FIRST_EVENTS, cursor }),
      fleetAround(queries, fleet, task),
    ]);
    return page({
      ...around,
      task,
      description,
      output,
      attempts: attempts.ok ? attempts.value : [],
      events,
      isLater: cursor !== undefined,
    });
  },
});

/**
 * The fleet as pages get it, and of what belongs to the task the whole: its
 * parts, what it waits for, its hand-off, its messages, and who works on them,
 * also where they left the fleet long ago.
 */
async function fleetAround(
  queries: Queries,
  fleet: Fleet,
  task: Task,
): Promise<{ readonly fleet: Fleet; readonly left: LeftAround }> {
  const [parts, others, handoff, messages] = await Promise.all([
    queries.listTasks({ parentId: task.id, limit: SHOWN_PARTS }),
    Promise.all(
      [task.parent_id, ...task.depends_on].map((id) =>
        id === null ? undefined : queries.findTask(id)
      ),
    ),
    task.handoff_id === null ? undefined : queries.findHandoff(task.handoff_id),
    queries.communicationHistory({ taskId: task.id, limit: SHOWN_MESSAGES }),
  ]);
  const tasks = [task, ...parts.items, ...others]
    .filter((each) => each !== undefined);
  const agents = await Promise.all(
    [...new Set(tasks.flatMap(({ agent_id }) => agent_id ?? []))]
      .map((id) => queries.findAgent(id)),
  );
  const order = dependencyGraph(task, fleet);
  const near = new Set([
    ...order.nodes.map(({ task }) => task.id),
    ...tasks.map(({ id }) => id),
  ]);
  const { fleet: lean, left } = carriedFleet(
    fleet,
    ({ id }) => near.has(id),
    near.size,
  );
  const shown = new Set([task, ...parts.items].map(({ id }) => id));
  const about = Object.values(fleet.messages).filter(({ task_id }) =>
    task_id !== null && shown.has(task_id)
  );
  const ofParts = await Promise.all(
    parts.items.map(({ id }) =>
      queries.communicationHistory({ taskId: id, limit: SHOWN_MESSAGES })
    ),
  );
  const here = {
    ...lean,
    agents: { ...byId(agents), ...lean.agents },
    tasks: { ...byId(tasks), ...lean.tasks },
    handoffs: { ...lean.handoffs, ...byId([handoff]) },
    messages: {
      ...lean.messages,
      ...byId([
        ...[messages, ...ofParts].flatMap((page) =>
          page.ok ? page.value.items : []
        ),
        ...about,
      ]),
    },
  };
  return {
    fleet: here,
    left: {
      tasks: left,
      order: order.left - dependencyGraph(task, here).left,
      hasMoreParts: parts.next !== null,
    },
  };
}

function byId<R extends { readonly id: string }>(
  records: readonly (R | undefined)[],
): Readonly<Record<string, R>> {
  return Object.fromEntries(
    records.flatMap((record) => record ? [[record.id, record]] : []),
  );
}

/** One task: what was asked, how it stands, what came of it. */
export default define.page<typeof handler>(({ data }) => {
  const { task, events } = data;
  const attention = attentionCount(data.fleet);
  return (
    <>
      <Head>
        <title>{titleWithCount(`${data.task.title} · VAMP`, attention)}</title>
      </Head>
      <TaskView
        rendered={{ fleet: data.fleet, atMs: Date.now() }}
        left={data.left}
        task={data.task}
        description={data.description}
        output={data.output}
        reports={data.attempts}
      />
      <section aria-labelledby="events-title">
        <h2 id="events-title">{TASK_TEXT.events}</h2>
        {events.ok
          ? (
            <TaskTrail
              taskId={task.id}
              agentId={task.agent_id}
              isOpen={task.state.status !== "completed"}
              lines={events.value.items.map(trailLine)}
              next={events.value.next}
              isLater={data.isLater}
            />
          )
          : (
            <ErrorBox
              title={TASK_TEXT.theEventsOfThisTask}
              detail={`${events.refusal.message}\nEverything above is up to date.`}
            >
              <a class="button" href={`/tasks/${task.id}`}>
                {TASK_TEXT.tryAgain}
              </a>
            </ErrorBox>
          )}
      </section>
    </>
  );
});
