import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import {
  handoffEdge,
  hasEdge,
  partEdge,
  talkEnds,
  waitsEdge,
} from "./graph_edges.ts";

/** An edge on which something just happened. */
export type Touch = {
  readonly edge: string;
  /** It went from the edge's end to its beginning. */
  readonly isBack: boolean;
};

/**
 * Where in the graph an event happened.
 *
 * @param fleet As it is after the event.
 */
export function touchedEdges(
  event: FleetEvent,
  fleet: Fleet,
): readonly Touch[] {
  switch (event.type) {
    case "message.sent":
    case "message.delivered":
    case "message.answered": {
      const message = event.type === "message.sent"
        ? event.data.message
        : fleet.messages[event.message_id];
      if (!message) return [];
      const { id, isBack } = talkEnds(message);
      return [{ edge: id, isBack }];
    }
    case "handoff.worker_selected":
      return [onward(handoffEdge(event.agent_id, event.data.worker_id))];
    case "handoff.instructed":
    case "handoff.part_reviewed":
      return toWorkers(event, fleet, (key) => key === event.data.part);
    case "handoff.parts_created":
      return toWorkers(event, fleet, () => true);
    case "handoff.created":
    case "handoff.step_prompted":
      return [onward(hasEdge(event.agent_id, event.task_id))];
    case "handoff.analyzed":
    case "handoff.result_submitted":
    case "handoff.completed":
    case "handoff.failed":
    case "task.progressed":
    case "task.result_submitted":
    case "task.attempt_failed":
    case "task.reported":
    case "task.completed":
      return [back(hasEdge(event.agent_id, event.task_id))];
    case "task.assigned":
    case "task.started":
      return [onward(hasEdge(event.agent_id, event.task_id))];
    case "task.accepted":
    case "task.sent_back": {
      const parent = fleet.tasks[event.task_id]?.parent_id;
      return parent ? [onward(partEdge(parent, event.task_id))] : [];
    }
    case "task.unblocked":
      return (fleet.tasks[event.task_id]?.depends_on ?? []).map((first) =>
        onward(waitsEdge(first, event.task_id))
      );
    default:
      return [];
  }
}

function toWorkers(
  { agent_id, handoff_id }: Extract<
    FleetEvent,
    { readonly handoff_id: unknown }
  >,
  { handoffs }: Fleet,
  isMeant: (key: string) => boolean,
): readonly Touch[] {
  const workers = (handoffs[handoff_id]?.parts ?? []).flatMap((part) =>
    isMeant(part.key) && part.agent_id !== null ? [part.agent_id] : []
  );
  return [...new Set(workers)].map((worker) =>
    onward(handoffEdge(agent_id, worker))
  );
}

const onward = (edge: string): Touch => ({ edge, isBack: false });
const back = (edge: string): Touch => ({ edge, isBack: true });
