import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { agentsNeedingAttention } from "@/components/fleet_order.ts";
import { leanFleet } from "@/components/lean.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { trailLine } from "@/components/trail/trail_line.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import TaskTrail from "@/islands/TaskTrail.tsx";
import TaskView from "@/islands/TaskView.tsx";
import { define } from "@/state.ts";

/** Events that a page is rendered with; later ones are asked for. */
const FIRST_EVENTS = 50;

export const handler = define.handlers({
  async GET({ params, url, state: { queries } }) {
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const task = params.id ? await queries.findTask(params.id) : undefined;
    if (!task) throw new HttpError(404, `Cannot find task "${params.id}"`);
    const cursor = url.searchParams.get("events") || undefined;
    const [description, output, attempts, events] = await Promise.all([
      queries.fullText(task.description),
      task.state.status === "completed"
        ? queries.fullText(task.state.result.output)
        : null,
      queries.taskAttempts(task.id),
      queries.taskEvents(task.id, { limit: FIRST_EVENTS, cursor }),
    ]);
    return page({
      fleet,
      task,
      description,
      output,
      attempts: attempts.ok ? attempts.value : [],
      events,
      isLater: cursor !== undefined,
    });
  },
});

/** One task: what was asked, how it stands, what came of it. */
export default define.page<typeof handler>(({ data }) => {
  const { task, events } = data;
  const attention = agentsNeedingAttention(data.fleet).length;
  return (
    <>
      <Head>
        <title>{titleWithCount(`${data.task.title} · VAMP`, attention)}</title>
      </Head>
      <TaskView
        rendered={{ fleet: leanFleet(data.fleet), atMs: Date.now() }}
        task={data.task}
        description={data.description}
        output={data.output}
        reports={data.attempts}
      />
      <section aria-labelledby="events-title">
        <h2 id="events-title">Events</h2>
        {events.ok
          ? (
            <TaskTrail
              taskId={task.id}
              agentId={task.agent_id}
              isOpen={!isTaskEnded(task.state)}
              lines={events.value.items.map(trailLine)}
              next={events.value.next}
              isLater={data.isLater}
            />
          )
          : (
            <ErrorBox
              title="The events of this task cannot be shown now."
              detail={`${events.refusal.message}\nEverything above is up to date.`}
            >
              <a class="button" href={`/tasks/${task.id}`}>Try again</a>
            </ErrorBox>
          )}
      </section>
    </>
  );
});
