import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { FilterChips } from "@/components/history/FilterChips.tsx";
import { SearchForm } from "@/components/history/SearchForm.tsx";
import {
  historyHref,
  isSearch,
  readTerms,
  searchOf,
} from "@/components/history/search_terms.ts";
import { titleWithCount } from "@/components/page_title.ts";
import HistoryResults from "@/islands/HistoryResults.tsx";
import { define } from "@/state.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

const FIRST_HITS = 20;

export const handler = define.handlers({
  async GET({ url, state: { queries } }) {
    const terms = readTerms(url.searchParams);
    const cursor = url.searchParams.get("cursor") || undefined;
    const [found, choices] = await Promise.all([
      queries.searchHistory({ ...searchOf(terms), limit: FIRST_HITS, cursor }),
      queries.searchChoices(),
    ]);
    const { agents, sessions } = queries.fleet();
    return page({
      terms,
      cursor,
      found,
      choices: choices.ok ? choices.value : {
        agents: Object.values(agents),
        sessions: Object.values(sessions),
      },
      attention: attentionCount(queries.fleet()),
    });
  },
});

/** Everything that happened, to be searched. */
export default define.page<typeof handler>(({ data }) => {
  const { terms, cursor, found, choices } = data;
  return (
    <>
      <Head>
        <title>{titleWithCount("History · VAMP", data.attention)}</title>
      </Head>
      <div class="title-row">
        <h1>{HISTORY_TEXT.history}</h1>
        <p class="actions">
          <a href="/history/audit">{HISTORY_TEXT.auditLog}</a>
          <a href="/history/storage">{HISTORY_TEXT.whatTakesHowMuchRoom}</a>
        </p>
      </div>
      <SearchForm terms={terms} choices={choices} />
      <section aria-labelledby="results-title" class="results">
        <h2 id="results-title">
          {terms.q === "" ? HISTORY_TEXT.tasks : HISTORY_TEXT.results}
        </h2>
        {!found.ok && found.refusal.code === "history_away" && (
          <ErrorBox
            title={HISTORY_TEXT.theHistoryCannotBeSearched}
            detail={`${found.refusal.message}\nAgents, tasks and their live pages go on.`}
          >
            <a class="button" href={historyHref(terms, cursor)}>
              {HISTORY_TEXT.tryAgain}
            </a>
          </ErrorBox>
        )}
        {!found.ok && found.refusal.code === "invalid_cursor" && (
          <ErrorBox title={HISTORY_TEXT.thisPageOfTheResults}>
            <a class="button" href={historyHref(terms)}>
              {HISTORY_TEXT.toTheFirstPage}
            </a>
          </ErrorBox>
        )}
        {found.ok && found.value.items.length > 0 && (
          <HistoryResults
            terms={terms}
            hits={found.value.items}
            next={found.value.next}
            isLater={cursor !== undefined}
          />
        )}
        {found.ok && found.value.items.length === 0 && (
          isSearch(terms)
            ? (
              <EmptyState
                title={HISTORY_TEXT.nothingFound}
                text={terms.kind === "transcript" && terms.q === ""
                  ? HISTORY_TEXT.transcriptsAreSearchedByTheir
                  : HISTORY_TEXT.fewerWordsOrFiltersFind}
              >
                <FilterChips terms={terms} choices={choices} />
              </EmptyState>
            )
            : (
              <EmptyState
                title={HISTORY_TEXT.noHistoryYet}
                text={HISTORY_TEXT.whatAgentsAreAskedSay}
              >
                <a class="button primary" href="/">{HISTORY_TEXT.toTheFleet}</a>
              </EmptyState>
            )
        )}
      </section>
    </>
  );
});
