import { z } from "zod";
import { MAX_FAN_OUT, MAX_MESSAGE_CHARS } from "@/domain/message.ts";
import { oneLine } from "@/domain/one_line.ts";
import { agentTool } from "./agent_tool.ts";
import { words } from "./text_limits.ts";

/** Messages that are listed unless more or fewer are wanted. */
export const DEFAULT_LISTED = 10;
export const MAX_LISTED = 50;

export const sendMessage = agentTool({
  name: "send_message",
  roles: ["manager", "worker"],
  description:
    `Tell another agent of your session something. The call answers at once with the message's id; the other agent gets it at its next turn, and an answer, if there is one, comes to you as a message. Use kind "answer" for the question of a worker, which waits for it. At most ${MAX_FAN_OUT} messages a turn. Do not send thanks or confirmations: every message costs its receiver a turn.`,
  input: z.strictObject({
    to: oneLine(100).describe(
      "Id of the agent, or its name where only one agent has it.",
    ),
    text: words(MAX_MESSAGE_CHARS).describe(
      "All that the other agent needs; it sees nothing else of your conversation.",
    ),
    urgent: z.boolean().default(false).describe(
      "Interrupts what the other agent does. Only where going on would do harm.",
    ),
    kind: z.enum(["note", "answer", "check_in"]).optional().describe(
      "note: something to know. answer: to a question that it asked you. check_in: how far you are, only your newest counts. Without it: an answer when the other agent waits for one, else a note.",
    ),
  }),
  example: {
    to: "01890a5d-ac96-774b-bcce-b302099a8057",
    text: "Count hyphenated words as one.",
    kind: "answer",
  },
  run: (desks, agent, input) => desks.mail.sendMessage(agent, input),
});

export const listMessages = agentTool({
  name: "list_messages",
  roles: ["manager", "worker"],
  description:
    "See the newest messages that you sent or were sent, newest first, with how far each got. New messages come to you by themselves: there is no need to call this again and again to wait for one.",
  input: z.strictObject({
    limit: z.int().min(1).max(MAX_LISTED).default(DEFAULT_LISTED),
  }),
  example: { limit: 5 },
  run: (desks, agent, input) => desks.mail.listMessages(agent, input),
});
