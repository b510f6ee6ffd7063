import {
  sampleId,
  sampleTask,
  sampleUsage,
} from "@/components/gallery/sample_fleet.ts";
import type { AgentId, MessageId, TaskId } from "@/domain/ids.ts";
import type { EventDraft } from "@/domain/event.ts";
import { shortText } from "@/domain/long_text.ts";
import {
  activityChanged,
  bigFleetAgent,
  noteSent,
} from "@/tests/helpers/big_fleet.ts";

/** The agent whose row tells how old what is on the screen is. */
export const WITNESS = 0;
/** Ids of what comes while it runs begin here. */
const FIRST_TASK = 1_000_000;
const FIRST_MESSAGE = 500_000_000;

/**
 * What happens in a fleet of so many agents that all work, without an end: of
 * twenty events twelve are activities, three progress, two usage, two a message
 * and its delivery, one a step of a task that ends or begins. What ends and what
 * begins are in balance, so that the fleet stays as large as it is.
 */
export function* crowdEvents(agents: number): Generator<EventDraft, never> {
  const tasks = new Map<AgentId, TaskId>();
  const steps = taskSteps(agents, tasks);
  for (let n = 0;; n++) {
    // The witness has moments of its own.
    const agent_id = bigFleetAgent(1 + n * 7 % (agents - 1));
    const since = new Date().toISOString();
    const place = n % 20;
    if (place < 12) {
      yield activityChanged(n, agent_id, since);
    } else if (place < 15) {
      const task_id = tasks.get(agent_id);
      if (!task_id) continue;
      const progress = n % 100 / 100;
      yield {
        type: "task.progressed",
        agent_id,
        task_id,
        data: { progress, details: "" },
      };
    } else if (place < 17) {
      yield {
        type: "usage.recorded",
        agent_id,
        data: { usage: { ...sampleUsage(1), cost_usd: 0.0001 } },
      };
    } else if (place === 17) {
      yield* message(n, agent_id, bigFleetAgent(WITNESS), since);
    } else if (place === 19) {
      yield steps.next().value;
    }
  }
}

/** What the witness does now; the moment in milliseconds is in its words. */
export function witnessEvent(): EventDraft {
  const atMs = Date.now();
  return {
    type: "agent.activity_changed",
    agent_id: bigFleetAgent(WITNESS),
    data: {
      activity: {
        kind: "tool",
        since: new Date(atMs).toISOString(),
        tool: "Bash",
        detail: `@${atMs}@`,
      },
    },
  };
}

function* message(
  n: number,
  from: AgentId,
  to: AgentId,
  since: string,
): Generator<EventDraft> {
  const message_id = sampleId(FIRST_MESSAGE + n) as MessageId;
  yield noteSent(n, { id: message_id, from, to, task_id: null, since });
  yield {
    type: "message.delivered",
    agent_id: to,
    message_id,
    data: { turn: 1, message_uuid: crypto.randomUUID() },
  };
}

/** One agent after the other ends its task and begins another one. */
function* taskSteps(
  agents: number,
  tasks: Map<AgentId, TaskId>,
): Generator<EventDraft, never> {
  for (let n = 0;; n++) {
    const agent_id = bigFleetAgent(1 + n % (agents - 1));
    const before = tasks.get(agent_id);
    if (before) {
      yield {
        type: "task.completed",
        agent_id,
        task_id: before,
        data: {
          attempt: 1,
          result: { output: shortText("Done."), duration_ms: 9_000, turns: 2 },
        },
      };
    }
    const task_id = sampleId(FIRST_TASK + n) as TaskId;
    const at = new Date().toISOString();
    const task = sampleTask(0, 0, `Errand ${n}`, {
      status: "pending",
      since: at,
      not_before: null,
    }, { id: task_id, agent_id, created_at: at });
    tasks.set(agent_id, task_id);
    yield { type: "task.created", agent_id, task_id, data: { task } };
    const data = { attempt: 1, message_uuid: crypto.randomUUID() };
    yield { type: "task.assigned", agent_id, task_id, data };
    yield { type: "task.started", agent_id, task_id, data: { attempt: 1 } };
  }
}
