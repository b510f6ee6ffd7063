import { useState } from "preact/hooks";
import { isEnded } from "@/domain/agent_status.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { currentAgents } from "@/components/fleet_order.ts";
import { plural } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import {
  isNarrowed,
  type MessageQuery,
  messagesHref,
  type MessageTerms,
} from "@/components/messages/message_query.ts";
import { MessageList } from "@/components/messages/MessageList.tsx";
import { ThreadCard } from "@/components/messages/ThreadCard.tsx";
import { type Thread, threadsOf } from "@/components/messages/threads.ts";
import { MESSAGES_TEXT as TEXT } from "@/components/text/messages_text.ts";
import { useNamedTasks } from "./live/use_named_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { type RenderedMessages, useMessages } from "./messages/use_messages.ts";
import { WriteDialog } from "./messages/WriteDialog.tsx";

type MessagesViewProps = {
  readonly rendered: Rendered;
  readonly list: RenderedMessages;
  readonly terms: MessageTerms;
  readonly query: MessageQuery;
  /** Whom a message is begun to when the page opens. */
  readonly writeTo: string | undefined;
};

/** All messages that fit, as they come, and the way to send one. */
export default function MessagesView(
  { rendered, list, terms, query, writeTo }: MessagesViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const [to, setTo] = useState(writeTo);
  const { messages, next, busy, problem, load } = useMessages(
    list,
    query,
    fleet,
  );
  useNamedTasks(messages.map(({ task_id }) => task_id));
  const able = currentAgents(fleet).filter(({ state }) => !isEnded(state));
  const write = (
    <button
      type="button"
      class="button primary"
      disabled={able.length === 0}
      title={able.length === 0 ? TEXT.noReceiver : undefined}
      onClick={() => setTo(able[0]?.id)}
    >
      <Icon name="plus" /> {TEXT.newMessage}
    </button>
  );
  /** Who said something last in the thread, or was told it. */
  const partner = ({ messages }: Thread) =>
    messages.flatMap((each) => [each.to_agent_id, each.from_agent_id])
      .reverse().map((id) => able.find((agent) => agent.id === id))
      .find((agent) => agent !== undefined);

  return (
    <section aria-labelledby="messages-title" class="stack">
      <div class="section-head">
        <h2 id="messages-title">
          {terms.view === "list" ? TEXT.results : TEXT.threads}{" "}
          <span class="count" role="status">
            {plural(messages.length, "message")}
            {next === null ? "" : TEXT.countSoFar}
          </span>
        </h2>
        {write}
      </div>
      {messages.length === 0 && (isNarrowed(terms)
        ? (
          <EmptyState title={TEXT.nothingTitle} text={TEXT.nothingText}>
            <a class="button" href={messagesHref({ q: "", view: terms.view })}>
              {TEXT.clear}
            </a>
          </EmptyState>
        )
        : <EmptyState title={TEXT.emptyTitle} text={TEXT.emptyText} />)}
      {terms.view === "list"
        ? messages.length > 0 && (
          <MessageList
            messages={messages}
            fleet={fleet}
            now={now}
            withTask
            anchored
          />
        )
        : threadsOf(messages, fleet).map((thread) => {
          const agent = partner(thread);
          return (
            <ThreadCard
              key={thread.id}
              thread={thread}
              fleet={fleet}
              now={now}
            >
              {agent && (
                <button
                  type="button"
                  class="button quiet"
                  onClick={() => setTo(agent.id)}
                >
                  {TEXT.writeTo(agent.name)}
                </button>
              )}
            </ThreadCard>
          );
        })}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      {next !== null && (
        <p>
          <a
            class="button"
            href={messagesHref(terms, next)}
            aria-disabled={busy}
            onClick={(event) => {
              event.preventDefault();
              if (!busy) void load(next);
            }}
          >
            {busy ? TEXT.loading : TEXT.loadMore}
          </a>
        </p>
      )}
      <WriteDialog fleet={fleet} agents={able} to={to} onTo={setTo} />
    </section>
  );
}
