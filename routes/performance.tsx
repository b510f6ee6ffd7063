import { page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { RangeNav } from "@/components/metrics/RangeNav.tsx";
import { queryOf, rangeOf } from "@/components/metrics/ranges.ts";
import { titleWithCount } from "@/components/page_title.ts";
import MetricsView from "@/islands/MetricsView.tsx";
import { define } from "@/state.ts";
import { METRICS_TEXT } from "@/components/text/metrics_text.ts";

export const handler = define.handlers({
  async GET({ url, state: { queries } }) {
    const range = rangeOf(url.searchParams);
    const atMs = Date.now();
    const report = await queries.readMetrics(queryOf(range, atMs));
    return page({ range, rendered: { report, atMs }, fleet: queries.fleet() });
  },
});

/** How the platform does: agents, tasks, cost, failures, the server itself. */
export default define.page<typeof handler>(({ data }) => {
  const attention = attentionCount(data.fleet);
  return (
    <>
      <Head>
        <title>{titleWithCount("Metrics · VAMP", attention)}</title>
      </Head>
      <div class="section-head">
        <h1>{METRICS_TEXT.metrics}</h1>
        <RangeNav range={data.range} />
      </div>
      <MetricsView rendered={data.rendered} range={data.range} />
    </>
  );
});
