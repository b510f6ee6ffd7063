import type { AgentId, MessageId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Message } from "@/domain/message.ts";
import { sampleId, sampleTime } from "./sample_fleet.ts";

/** A question with its answer, a check-in that is old, and one that waits. */
export function sampleMessages(): readonly Message[] {
  const mae = sampleId(20) as AgentId;
  const noa = sampleId(21) as AgentId;
  const about = { task_id: sampleId(203) as TaskId };
  return [
    sampleMessage(601, noa, mae, 190, "question", {
      ...about,
      text: shortText("Does a locked account see the same error?"),
      delivery: {
        status: "delivered",
        since: sampleTime(180),
        turn: 4,
        message_uuid: sampleId(701),
      },
      answered_at: sampleTime(171),
    }),
    sampleMessage(602, mae, noa, 172, "answer", {
      ...about,
      text: shortText("No: it says that the account is locked, and by whom."),
      in_reply_to: sampleId(601) as MessageId,
      hops: 1,
      delivery: {
        status: "delivered",
        since: sampleTime(170),
        turn: 7,
        message_uuid: sampleId(702),
      },
    }),
    sampleMessage(603, noa, mae, 90, "check_in", {
      ...about,
      text: shortText("The form is there; the errors follow."),
      delivery: {
        status: "superseded",
        since: sampleTime(30),
        by: sampleId(604) as MessageId,
        reason: "a newer check-in",
      },
    }),
    sampleMessage(604, null, noa, 12, "note", {
      text: shortText("Stop after the page: the tests are Oli's."),
      urgent: true,
    }),
  ];
}

function sampleMessage(
  number: number,
  from: AgentId | null,
  to: AgentId,
  sent: number,
  kind: Message["kind"],
  changes: Partial<Message>,
): Message {
  return {
    id: sampleId(number) as MessageId,
    from_agent_id: from,
    to_agent_id: to,
    session_id: null,
    kind,
    text: shortText(""),
    urgent: false,
    task_id: null,
    in_reply_to: null,
    hops: 0,
    caused_by: null,
    delivery: { status: "queued", since: sampleTime(sent) },
    answered_at: null,
    created_at: sampleTime(sent),
    updated_at: sampleTime(sent),
    updated_seq: number,
    ...changes,
  };
}
