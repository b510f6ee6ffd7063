import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isHandoffEnded } from "@/domain/handoff.ts";
import type { AgentId } from "@/domain/ids.ts";
import { isQueued, type Message } from "@/domain/message.ts";
import type { Task } from "@/domain/task.ts";
import { isNeedless } from "./needless_mail.ts";

/** Questions without an answer that somebody can still give, oldest first. */
export function openQuestionsOf(fleet: Fleet, asker: AgentId): Message[] {
  return Object.values(fleet.messages).filter((message) =>
    message.from_agent_id === asker && isOpenQuestion(message) &&
    !isNeedless(fleet, message)
  ).sort(byId);
}

/** Answers that wait for the agent. */
export function answersOnTheirWay(fleet: Fleet, asker: AgentId): Message[] {
  return Object.values(fleet.messages).filter((message) =>
    message.to_agent_id === asker && message.kind === "answer" &&
    isQueued(message)
  );
}

/** The questions that a message to the asker answers: those that it was asked, and has seen where it has seen any. */
export function answeredBy(
  open: readonly Message[],
  sender: AgentId | null,
): readonly Message[] {
  // A person may answer whatever is open, whoever was asked.
  if (sender === null) return open;
  const asked = open.filter(({ to_agent_id }) => to_agent_id === sender);
  const seen = asked.filter((question) => !isQueued(question));
  return seen.length > 0 ? seen : asked;
}

/** The task that the agent works on now. */
export function taskInHand(fleet: Fleet, agent: Agent): Task | undefined {
  const { state } = agent;
  return state.status === "busy" && state.task_id
    ? fleet.tasks[state.task_id]
    : undefined;
}

/** Who handed the task out as a part; `undefined` for a task that is none. */
export function managerOf(fleet: Fleet, task: Task): Agent | undefined {
  const parent = task.parent_id && fleet.tasks[task.parent_id];
  const handoff = parent && parent.handoff_id &&
    fleet.handoffs[parent.handoff_id];
  if (!handoff || isHandoffEnded(handoff)) return undefined;
  return fleet.agents[handoff.manager_id];
}

/** Ids sort by the time they were made. */
export function byId(a: Message, b: Message): number {
  return a.id < b.id ? -1 : 1;
}

function isOpenQuestion(message: Message): boolean {
  return message.kind === "question" && message.answered_at === null &&
    message.delivery.status !== "superseded";
}
