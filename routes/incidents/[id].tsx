import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { failureWords } from "@/components/failure_words.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import { fleetAside } from "@/domain/carried_fleet.ts";
import { titleWithCount } from "@/components/page_title.ts";
import { INCIDENTS_TEXT as TEXT } from "@/components/text/incidents_text.ts";
import { IncidentId } from "@/domain/ids.ts";
import IncidentView from "@/islands/IncidentView.tsx";
import { define } from "@/state.ts";

export const handler = define.handlers({
  async GET({ params, state: { queries } }) {
    const fleet = queries.fleet();
    const id = IncidentId.safeParse(params.id);
    const incident = id.data &&
      (fleet.incidents[id.data] ?? await queries.findIncident(id.data));
    if (!incident) {
      throw new HttpError(404, `Cannot find incident "${params.id}"`);
    }
    return page({ fleet, incident });
  },
});

/** One incident as a whole. */
export default define.page<typeof handler>(({ data }) => {
  const { fleet, incident } = data;
  const { fleet: lean } = fleetAside(fleet, incident.tasks);
  const isHere = incident.id in fleet.incidents;
  return (
    <>
      <Head>
        <title>
          {titleWithCount(
            `${failureWords(incident.kind)} · ${TEXT.title} · VAMP`,
            attentionCount(fleet),
          )}
        </title>
      </Head>
      <IncidentView
        rendered={{
          fleet: isHere
            ? {
              ...lean,
              incidents: { ...lean.incidents, [incident.id]: incident },
            }
            : lean,
          atMs: Date.now(),
        }}
        incident={incident}
      />
    </>
  );
});
