import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { agentsNeedingAttention } from "@/components/fleet_order.ts";
import { leanFleet } from "@/components/lean.ts";
import { titleWithCount } from "@/components/page_title.ts";
import TaskView from "@/islands/TaskView.tsx";
import { define } from "@/state.ts";

export const handler = define.handlers({
  async GET({ params, state: { queries } }) {
    const task = params.id ? await queries.findTask(params.id) : undefined;
    if (!task) throw new HttpError(404, `Cannot find task "${params.id}"`);
    const [description, output] = await Promise.all([
      queries.fullText(task.description),
      task.state.status === "completed"
        ? queries.fullText(task.state.result.output)
        : null,
    ]);
    return page({ fleet: queries.fleet(), task, description, output });
  },
});

/** One task: what was asked, how it stands, what came of it. */
export default define.page<typeof handler>(({ data }) => {
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
      />
    </>
  );
});
