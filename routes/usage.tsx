import { page } from "fresh";
import { Head } from "fresh/runtime";
import { dayOf } from "@/domain/budget_reducer.ts";
import { usageSummary } from "@/domain/usage_summary.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { attentionCount } from "@/components/fleet_order.ts";
import { carriedFleet } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { USAGE_TEXT as TEXT } from "@/components/text/usage_text.ts";
import { DayBarsChart } from "@/components/usage/DayBarsChart.tsx";
import { SpanNav } from "@/components/usage/SpanNav.tsx";
import { spanOfAddress } from "@/components/usage/usage_address.ts";
import { DayTable, UsageTable } from "@/components/usage/UsageTable.tsx";
import UsageNow from "@/islands/UsageNow.tsx";
import { define } from "@/state.ts";

/** Budgets of waiting tasks that travel with the page; the others are counted. */
const SHOWN_BUDGETS = 100;

export const handler = define.handlers({
  async GET({ url, state: { queries } }) {
    const atMs = Date.now();
    const now = new Date(atMs).toISOString();
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const today = dayOf(now);
    const span = spanOfAddress(url.searchParams, today);
    const [summary, report] = await Promise.all([
      usageSummary(queries, now),
      queries.readUsage(span),
    ]);
    return page({ fleet, atMs, today, span, summary, report });
  },
});

/** What work uses: sums, budgets and limits now, and the days of the past. */
export default define.page<typeof handler>(({ data }) => {
  const { fleet, atMs, today, span, summary, report } = data;
  const carried = carriedFleet(
    fleet,
    ({ budget }) => Boolean(budget),
    SHOWN_BUDGETS,
  );
  const by = TEXT.by[span.by].toLowerCase();
  return (
    <>
      <Head>
        <title>
          {titleWithCount(`${TEXT.title} · VAMP`, attentionCount(fleet))}
        </title>
      </Head>
      <h1>{TEXT.title}</h1>
      <UsageNow
        rendered={{ fleet: carried.fleet, atMs }}
        leftBudgets={carried.left.fitting}
        summary={summary}
      />
      <section aria-labelledby="days-title">
        <div class="section-head">
          <h2 id="days-title">{TEXT.chart.title(by)}</h2>
        </div>
        <SpanNav span={span} today={today} />
        {report.ok
          ? (
            <>
              <DayBarsChart report={report.value} />
              <UsageTable report={report.value} />
              <DayTable report={report.value} />
            </>
          )
          : <ErrorBox title={report.refusal.message} />}
        <p class="meta">{TEXT.about}</p>
      </section>
    </>
  );
});
