import type { Fleet } from "@/domain/fleet.ts";
import { MESSAGES_TEXT as TEXT } from "../text/messages_text.ts";
import type { Cause } from "./threads.ts";

type CauseLineProps = {
  readonly cause: Cause;
  readonly fleet: Fleet;
  /** Whether the page has places of messages to lead to. */
  readonly anchored: boolean;
};

/** What led to a message, with the way there where the page has it. */
export function CauseLine({ cause, fleet, anchored }: CauseLineProps) {
  if (cause.kind === "event") {
    return <span class="num">{TEXT.afterEvent(cause.seq)}</span>;
  }
  const { id, from_agent_id } = cause.message;
  const name = from_agent_id === null
    ? undefined
    : fleet.agents[from_agent_id]?.name ?? TEXT.somebody;
  const whose = name === undefined ? TEXT.whatYouSaid : TEXT.whose(name);
  return (
    <span>
      {cause.kind === "answer" ? TEXT.answers : TEXT.ledBy}{" "}
      {anchored ? <a href={`#message-${id}`}>{whose}</a> : whose}
    </span>
  );
}
