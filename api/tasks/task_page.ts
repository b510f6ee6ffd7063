import { z } from "@hono/zod-openapi";
import { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { orderOf, TASK_ORDERS, type TaskOrder } from "@/domain/list_order.ts";
import { mergedPage } from "@/domain/merged_page.ts";
import type { Page, Queries } from "@/domain/platform.ts";
import { type Task, TASK_STATUSES, type TaskStatus } from "@/domain/task.ts";
import { sortBy } from "../sorting.ts";

const NEWEST_FIRST = "-created_at";

/** Which tasks to list, and in which order. `GET /api/queue` has those that wait as they come up. */
export const ListOfTasks = z.strictObject({
  status: z.enum(TASK_STATUSES as [TaskStatus, ...TaskStatus[]]).optional(),
  agent_id: AgentId.optional(),
  session_id: SessionId.optional(),
  /** Parts of that task. */
  parent_id: TaskId.optional(),
  sort: sortBy(TASK_ORDERS, NEWEST_FIRST),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** One page of the tasks that fit; `undefined` when the cursor is none of this list. */
export async function taskPage(
  platform: Queries,
  query: z.infer<typeof ListOfTasks>,
): Promise<Page<Task> | undefined> {
  const { status, agent_id, session_id, parent_id } = query;
  const { sort, limit, cursor } = query;
  const filter = {
    ...(status ? { status } : {}),
    ...(agent_id ? { agentId: agent_id } : {}),
    ...(session_id ? { sessionId: session_id } : {}),
    ...(parent_id ? { parentId: parent_id } : {}),
  };
  if (sort === NEWEST_FIRST) {
    // The live store has them in this order, whatever became of the history.
    const after = TaskId.optional().safeParse(cursor);
    if (!after.success) return undefined;
    return await platform.listTasks({
      ...filter,
      limit,
      ...(after.data ? { cursor: after.data } : {}),
    });
  }
  const order = orderOf<TaskOrder["by"]>(sort);
  const { tasks } = platform.fleet();
  return await mergedPage({
    here: Object.values(tasks).filter((task) =>
      (!status || task.state.status === status) &&
      (!agent_id || task.agent_id === agent_id) &&
      (!session_id || task.session_id === session_id) &&
      (!parent_id || task.parent_id === parent_id)
    ),
    isHere: (id) => id in tasks,
    key: (task) =>
      order.by === "cost_usd" ? task.usage.cost_usd : task[order.by],
    older: (range) => platform.taskHistory({ ...filter, ...range, order }),
    range: { descending: order.descending, limit, cursor },
  });
}
