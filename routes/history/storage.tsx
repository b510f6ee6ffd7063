import { page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { SizeTable } from "@/components/history/SizeTable.tsx";
import { RetentionFacts } from "@/components/history/RetentionFacts.tsx";
import { titleWithCount } from "@/components/page_title.ts";
import PruneSessions from "@/islands/PruneSessions.tsx";
import { define } from "@/state.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

export const handler = define.handlers({
  async GET({ state: { queries } }) {
    const [sizes, retention] = await Promise.all([
      queries.storageSizes(),
      queries.retention.report(),
    ]);
    const attention = attentionCount(queries.fleet());
    return page({ sizes, retention, attention });
  },
});

/** What takes how much of the disk. */
export default define.page<typeof handler>(({ data }) => {
  const { retention } = data;
  const { folders, tables, tablesAreInFolder } = data.sizes;
  return (
    <>
      <Head>
        <title>{titleWithCount("Storage · VAMP", data.attention)}</title>
      </Head>
      <div class="title-row">
        <h1>{HISTORY_TEXT.storage}</h1>
        <p class="actions">
          <a href="/history">{HISTORY_TEXT.backToTheHistory}</a>
        </p>
      </div>
      <section aria-labelledby="retention-title">
        <div class="title-row">
          <h2 id="retention-title">{HISTORY_TEXT.howLongItIsKept}</h2>
          <PruneSessions isAway={!retention.ok} />
        </div>
        {retention.ok ? <RetentionFacts report={retention.value} /> : (
          <ErrorBox
            title={HISTORY_TEXT.nothingIsRemovedNow}
            detail="That goes on by itself when the history is back."
          />
        )}
      </section>
      <section aria-labelledby="folders-title">
        <h2 id="folders-title">{HISTORY_TEXT.dataFolder}</h2>
        <SizeTable
          caption={HISTORY_TEXT.partsOfTheDataFolder}
          what="Part"
          rows={folders}
        />
      </section>
      <section aria-labelledby="tables-title">
        <h2 id="tables-title">{HISTORY_TEXT.tablesOfTheHistory}</h2>
        {tables === null
          ? (
            <ErrorBox
              title={HISTORY_TEXT.theHistoryCannotBeRead2}
              detail="Its tables are not counted; the data folder is."
            >
              <a class="button" href="/history/storage">
                {HISTORY_TEXT.tryAgain}
              </a>
            </ErrorBox>
          )
          : (
            <>
              <p class="meta">
                {tablesAreInFolder
                  ? HISTORY_TEXT.theyArePartOfThe
                  : HISTORY_TEXT.theyAreInThePostgres}
              </p>
              <SizeTable
                caption={HISTORY_TEXT.tablesWithTheirIndexesThe}
                what="Table"
                rows={tables}
              />
            </>
          )}
      </section>
    </>
  );
});
