import type { AgentId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import { hasAgent } from "@/domain/task_status.ts";
import type {
  PartResultInput,
  ProgressInput,
  ToolAnswer,
  WorkDesk as Desk,
} from "../agent_tools/desks.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort, Sources } from "../ports.ts";
import { storeText } from "../store_text.ts";

/**
 * Characters of a result in the record of its task, which holds one for each
 * attempt and has to fit into one value of the store, in any script.
 */
export const INLINE_RESULT_CHARS = 4_000;

const NO_TASK: ToolAnswer = {
  ok: false,
  text:
    "You have no task now: it ended, or was given to somebody else. End your turn.",
};

/** Takes what workers say of the task that they have. */
export class WorkDesk implements Desk {
  constructor(
    private readonly deps: {
      readonly writer: EventWriter;
      readonly store: Pick<LiveStorePort, "saveText">;
      readonly sources: Pick<Sources, "newId">;
    },
  ) {}

  async reportProgress(
    worker: AgentId,
    { progress, details }: ProgressInput,
  ): Promise<ToolAnswer> {
    const task = this.#taskOf(worker);
    if (!task) return NO_TASK;
    await this.deps.writer.append([{
      type: "task.progressed",
      agent_id: worker,
      task_id: task.id,
      data: { progress, details },
    }]);
    return { ok: true, text: "Noted. Go on." };
  }

  async submitResult(
    worker: AgentId,
    { output }: PartResultInput,
  ): Promise<ToolAnswer> {
    if (!this.#taskOf(worker)) return NO_TASK;
    const text = await storeText(this.deps, output, INLINE_RESULT_CHARS);

    // From here to the append nothing waits, so what is checked stays true.
    const task = this.#taskOf(worker);
    if (!task) return NO_TASK;
    await this.deps.writer.append([{
      type: "task.result_submitted",
      agent_id: worker,
      task_id: task.id,
      data: { attempt: task.attempts.length, output: text },
    }]);
    return {
      ok: true,
      text: "Your result is taken. End your turn now, with one short sentence.",
    };
  }

  #taskOf(worker: AgentId): Task | undefined {
    const { agents, tasks } = this.deps.writer.head;
    const state = agents[worker]?.state;
    const task = state?.status === "busy" && state.task_id
      ? tasks[state.task_id]
      : undefined;
    return task && hasAgent(task.state) && task.agent_id === worker
      ? task
      : undefined;
  }
}
