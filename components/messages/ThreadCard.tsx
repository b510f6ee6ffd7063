import type { ComponentChildren } from "preact";
import type { Fleet } from "@/domain/fleet.ts";
import { formatCount } from "../format.ts";
import { MESSAGES_TEXT as TEXT } from "../text/messages_text.ts";
import { MessageItem } from "./MessageItem.tsx";
import { causeOf, type Thread } from "./threads.ts";

/** The newest of a thread that are in sight at once. */
const SHOWN = 6;

type ThreadCardProps = {
  readonly thread: Thread;
  readonly fleet: Fleet;
  readonly now: number;
  /** What can be done with the thread. */
  readonly children?: ComponentChildren;
};

/** What was said about one task, or between two, from the first to the last. */
export function ThreadCard({ thread, fleet, now, children }: ThreadCardProps) {
  const { id, taskId, messages } = thread;
  const earlier = messages.slice(0, -SHOWN);
  const items = (some: Thread["messages"]) => (
    <ol class="messages">
      {some.map((message) => (
        <MessageItem
          key={message.id}
          message={message}
          fleet={fleet}
          now={now}
          withTask={message.task_id !== taskId}
          anchored
          cause={causeOf(message, messages)}
        />
      ))}
    </ol>
  );
  return (
    <section class="thread" aria-labelledby={id}>
      <div class="section-head">
        <h3 id={id}>
          {taskId === null
            ? TEXT.withoutTask(namesIn(thread, fleet))
            : (
              <a href={`/tasks/${taskId}`}>
                {fleet.tasks[taskId]?.title ?? TEXT.earlierTask}
              </a>
            )} <span class="count num">{formatCount(messages.length)}</span>
        </h3>
        {children}
      </div>
      {earlier.length > 0 && (
        <details class="fold">
          <summary>{TEXT.earlier(earlier.length)}</summary>
          {items(earlier)}
        </details>
      )}
      {items(messages.slice(-SHOWN))}
    </section>
  );
}

function namesIn({ messages }: Thread, fleet: Fleet): string {
  const ids = new Set(
    messages.flatMap((each) => [each.from_agent_id, each.to_agent_id]),
  );
  return [...ids].map((id) =>
    id === null ? TEXT.you : fleet.agents[id]?.name ?? TEXT.somebody
  ).join(TEXT.and);
}
