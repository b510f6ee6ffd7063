import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { attentionCount, recentTasks } from "@/components/fleet_order.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { MessageFilters } from "@/components/messages/MessageFilters.tsx";
import {
  messageFilter,
  messageQuery,
  messagesHref,
} from "@/components/messages/message_query.ts";
import { readMessageTerms } from "@/components/messages/message_terms.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { MESSAGES_TEXT as TEXT } from "@/components/text/messages_text.ts";
import { messagePage } from "@/domain/message_page.ts";
import MessagesView from "@/islands/MessagesView.tsx";
import { define } from "@/state.ts";

/** Messages that one page is made of. */
const PAGE = 50;
/** Tasks that one can be chosen from; the address takes any. */
const CHOICES = 100;

export const handler = define.handlers({
  async GET({ url, state: { queries } }) {
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const terms = readMessageTerms(url.searchParams);
    const cursor = url.searchParams.get("cursor") || undefined;
    const query = messageQuery(terms);
    const [found, choices] = await Promise.all([
      messagePage({
        live: Object.values(fleet.messages),
        history: (filter) => queries.communicationHistory(filter),
      }, { ...messageFilter(query), limit: PAGE, cursor }),
      queries.searchChoices(),
    ]);
    return page({
      fleet,
      terms,
      query,
      found,
      isLater: cursor !== undefined,
      // Without an agent it is begun to the first that can be written to.
      writeTo: url.searchParams.get("write") ?? undefined,
      agents: choices.ok ? choices.value.agents : Object.values(fleet.agents),
      tasks: recentTasks(fleet).slice(0, CHOICES)
        .map(({ id, title }) => ({ id, name: title })),
    });
  },
});

/** What agents and people tell each other, and how far it got. */
export default define.page<typeof handler>(({ data }) => {
  const { fleet, found, terms, query, agents, tasks } = data;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(TEXT.documentTitle, attentionCount(fleet))}
        </title>
      </Head>
      <h1>{TEXT.title}</h1>
      <MessageFilters terms={terms} agents={agents} tasks={tasks} />
      {found.ok && !found.value.complete && (
        <ErrorBox title={TEXT.awayTitle} detail={TEXT.awayText} />
      )}
      {found.ok
        ? (
          <MessagesView
            rendered={{
              fleet: fleetAside(
                fleet,
                found.value.items.map(({ task_id }) => task_id),
              ).fleet,
              atMs: Date.now(),
            }}
            list={{
              items: found.value.items,
              next: found.value.next,
              isLater: data.isLater,
            }}
            terms={terms}
            query={query}
            writeTo={data.writeTo}
          />
        )
        : (
          <ErrorBox title={TEXT.noPageTitle} detail={found.refusal.message}>
            <a class="button" href={messagesHref(terms)}>{TEXT.toFirstPage}</a>
          </ErrorBox>
        )}
    </>
  );
});
