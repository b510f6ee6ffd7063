import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import type { Agent } from "@/domain/agent.ts";
import { SessionId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import type { Task } from "@/domain/task.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import { carriedFleet } from "@/domain/carried_fleet.ts";
import { leanTask } from "@/domain/lean_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import SessionView from "@/islands/SessionView.tsx";
import { define } from "@/state.ts";

const SHOWN_TASKS = 100;

export const handler = define.handlers({
  async GET({ params, state: { queries } }) {
    const id = SessionId.safeParse(params.id);
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const session = id.data && await queries.findSession(id.data);
    if (!session) {
      throw new HttpError(404, `Cannot find session "${params.id}"`);
    }
    const { items, next } = await queries.listTasks({
      sessionId: session.id,
      limit: SHOWN_TASKS,
    });
    const agents = await workersOf(queries, items);
    return page({ fleet, session, tasks: items, agents, more: next !== null });
  },
});

/** Who worked on the tasks, also agents that left the fleet long ago. */
async function workersOf(
  queries: Queries,
  tasks: readonly Task[],
): Promise<readonly Agent[]> {
  const ids = [...new Set(tasks.flatMap(({ agent_id }) => agent_id ?? []))];
  const agents = await Promise.all(ids.map((id) => queries.findAgent(id)));
  return agents.filter((agent) => agent !== undefined);
}

/** One session: totals, agents and tasks. */
export default define.page<typeof handler>(({ data }) => {
  const attention = attentionCount(data.fleet);
  const listed = new Set(data.tasks.map(({ id }) => id));
  const carried = carriedFleet(
    data.fleet,
    ({ id }) => listed.has(id),
    listed.size,
  );
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${data.session.name} · VAMP`, attention)}
        </title>
      </Head>
      <SessionView
        rendered={{ fleet: carried.fleet, atMs: Date.now() }}
        left={carried.left}
        session={data.session}
        agents={data.agents}
        tasks={data.tasks.filter(({ id }) => !(id in carried.fleet.tasks))
          .map(leanTask)}
        hasMore={data.more}
      />
    </>
  );
});
