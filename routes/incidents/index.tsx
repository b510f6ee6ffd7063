import { page } from "fresh";
import { Head } from "fresh/runtime";
import { attentionCount } from "@/components/fleet_order.ts";
import { IncidentFilters } from "@/components/incident/IncidentFilters.tsx";
import {
  cursorIn,
  incidentFilter,
  incidentTerms,
} from "@/components/incident/incident_query.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { leanIncident } from "@/domain/lean_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { INCIDENTS_TEXT as TEXT } from "@/components/text/incidents_text.ts";
import IncidentsView from "@/islands/IncidentsView.tsx";
import { define } from "@/state.ts";

/** Incidents on one page. */
const PAGE = 50;

export const handler = define.handlers({
  async GET({ url, state: { queries } }) {
    // The fleet comes first: what is said after it comes over the stream.
    const fleet = queries.fleet();
    const terms = incidentTerms(url.searchParams);
    const cursor = cursorIn(url.searchParams);
    const found = await queries.listIncidents({
      ...incidentFilter(terms),
      limit: PAGE,
      cursor,
    });
    return page({ fleet, terms, found, isOlder: cursor !== undefined });
  },
});

/** What went wrong, and what becomes of it. */
export default define.page<typeof handler>(({ data }) => (
  <>
    <Head>
      <title>
        {titleWithCount(`${TEXT.title} · VAMP`, attentionCount(data.fleet))}
      </title>
    </Head>
    <h1>{TEXT.title}</h1>
    <IncidentFilters terms={data.terms} />
    <IncidentsView
      rendered={{
        fleet: fleetAside(data.fleet).fleet,
        atMs: Date.now(),
      }}
      incidents={data.found.items.map(leanIncident)}
      next={data.found.next}
      terms={data.terms}
      isOlder={data.isOlder}
    />
  </>
));
