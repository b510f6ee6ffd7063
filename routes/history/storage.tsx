import { page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { SizeTable } from "@/components/history/SizeTable.tsx";
import { RetentionFacts } from "@/components/history/RetentionFacts.tsx";
import { titleWithCount } from "@/components/page_title.ts";
import PruneSessions from "@/islands/PruneSessions.tsx";
import { define } from "@/state.ts";

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
        <h1>Storage</h1>
        <p class="actions">
          <a href="/history">Back to the history</a>
        </p>
      </div>
      <section aria-labelledby="retention-title">
        <div class="title-row">
          <h2 id="retention-title">How long it is kept</h2>
          <PruneSessions isAway={!retention.ok} />
        </div>
        {retention.ok ? <RetentionFacts report={retention.value} /> : (
          <ErrorBox
            title="Nothing is removed now."
            detail="That goes on by itself when the history is back."
          />
        )}
      </section>
      <section aria-labelledby="folders-title">
        <h2 id="folders-title">Data folder</h2>
        <SizeTable
          caption="Parts of the data folder, the largest first"
          what="Part"
          rows={folders}
        />
      </section>
      <section aria-labelledby="tables-title">
        <h2 id="tables-title">Tables of the history</h2>
        {tables === null
          ? (
            <ErrorBox
              title="The history cannot be read now."
              detail="Its tables are not counted; the data folder is."
            >
              <a class="button" href="/history/storage">Try again</a>
            </ErrorBox>
          )
          : (
            <>
              <p class="meta">
                {tablesAreInFolder
                  ? "They are part of the history's folder above."
                  : "They are in the Postgres server, not in the data folder."}
              </p>
              <SizeTable
                caption="Tables with their indexes, the largest first"
                what="Table"
                rows={tables}
              />
            </>
          )}
      </section>
    </>
  );
});
