import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { beginning } from "@/domain/long_text.ts";
import type { Message } from "@/domain/message.ts";
import { publicTaskId } from "@/domain/task.ts";
import { TOOL_SERVER_RULE } from "../agent_tools/tool_server.ts";

/** As the model knows the tool. */
const SEND_MESSAGE = `${TOOL_SERVER_RULE}__send_message`;
/** Characters of one message in a list. */
const LISTED_CHARS = 300;

const KIND_WORDS = {
  note: "a note",
  question: "a question",
  answer: "an answer",
  check_in: "a check-in",
} as const;

/**
 * The prompt that carries messages to an agent. What others wrote is quoted
 * line by line, so that no text can pass for a message of somebody else.
 *
 * @param more How many wait beyond these.
 */
export function mailText(
  fleet: Fleet,
  messages: readonly Message[],
  more: number,
): string {
  const count = messages.length;
  return [
    `You have ${
      count === 1 ? "a message" : `${count} messages`
    }. Lines that begin with ">" are what was written to you.`,
    ...messages.map((message, i) =>
      [
        `Message ${i + 1} of ${count}: ${KIND_WORDS[message.kind]}${
          message.urgent ? ", urgent" : ""
        }`,
        `From: ${sender(fleet, message)}`,
        `Id: ${message.id}`,
        ...about(fleet, message),
        quoted(message.text.text),
        advice(fleet, message),
      ].join("\n")
    ),
    ...(more > 0 ? [`${more} more will come in your next turn.`] : []),
    "Act on what concerns you, then go on with the task that you have, or end your turn.",
  ].join("\n\n");
}

/** What an agent sees of the messages that it sent or was sent. */
export function mailList(
  fleet: Fleet,
  agent: Agent,
  messages: readonly Message[],
): string {
  if (messages.length === 0) return "You have sent and been sent no messages.";
  return messages.map((message) => {
    const way = message.from_agent_id === agent.id
      ? `to ${nameOf(fleet, message.to_agent_id)}`
      : `from ${sender(fleet, message)}`;
    const text = message.text.text;
    const cut = beginning(text, LISTED_CHARS);
    return [
      `${message.created_at} ${KIND_WORDS[message.kind]} ${way}, ${
        progressOf(message)
      }`,
      `Id: ${message.id}`,
      quoted(cut.length < text.length ? `${cut}…` : cut),
    ].join("\n");
  }).join("\n\n");
}

/** An agent's name and id, as others are told. */
export function nameOf(fleet: Fleet, id: string): string {
  const agent = fleet.agents[id];
  return agent ? `${agent.name} (${agent.role}, ${id})` : id;
}

function sender(fleet: Fleet, { from_agent_id: id }: Message): string {
  return id === null ? "the person who runs this fleet" : nameOf(fleet, id);
}

function about(fleet: Fleet, message: Message): string[] {
  const task = message.task_id && fleet.tasks[message.task_id];
  return task
    ? [`About: the task ${JSON.stringify(task.title)} (${publicTaskId(task)})`]
    : [];
}

function advice(fleet: Fleet, message: Message): string {
  const { from_agent_id: from, kind } = message;
  if (kind === "answer") {
    const question = message.in_reply_to &&
      fleet.messages[message.in_reply_to];
    const asked = question
      ? `: ${JSON.stringify(beginning(question.text.text, LISTED_CHARS))}`
      : "";
    return `It answers your question ${message.in_reply_to}${asked}.`;
  }
  if (from === null) {
    return "To answer, write it in the text that ends your turn: the person reads that.";
  }
  const call = `call ${SEND_MESSAGE} with "to": "${from}"`;
  return kind === "question"
    ? `To answer, ${call} and "kind": "answer". The asker waits for it.`
    : `It wants no answer. If you have to write back, ${call}.`;
}

function progressOf({ delivery, kind, answered_at }: Message): string {
  const answered = kind !== "question"
    ? ""
    : answered_at === null
    ? ", not answered"
    : ", answered";
  switch (delivery.status) {
    case "queued":
      return `queued${answered}`;
    case "delivered":
      return `delivered at turn ${delivery.turn}${answered}`;
    case "superseded":
      return `superseded: ${delivery.reason}${answered}`;
  }
}

function quoted(text: string): string {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/).map((line) =>
    `> ${line}`
  ).join("\n");
}
