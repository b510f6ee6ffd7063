import type { Fleet } from "@/domain/fleet.ts";
import type { Incident } from "@/domain/incident.ts";
import { Age } from "../Age.tsx";
import { AgentLink } from "../AgentLink.tsx";
import { failureWords } from "../failure_words.ts";
import { formatCount } from "../format.ts";
import { StatusChip } from "../StatusChip.tsx";
import { INCIDENTS_TEXT as TEXT } from "../text/incidents_text.ts";
import { incidentStatus } from "./incident_look.ts";

type IncidentTableProps = {
  readonly incidents: readonly Incident[];
  readonly fleet: Fleet;
  readonly now: number;
};

/** Incidents, one row each; laid out as cards on narrow screens. */
export function IncidentTable({ incidents, fleet, now }: IncidentTableProps) {
  const { columns } = TEXT;
  return (
    <div class="table-box">
      <table class="table incidents" role="table">
        <caption class="sr-only">{TEXT.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{columns.state}</th>
            <th role="columnheader" scope="col">{columns.what}</th>
            <th role="columnheader" scope="col">{columns.severity}</th>
            <th role="columnheader" scope="col">{columns.whom}</th>
            <th role="columnheader" scope="col" class="right">
              {columns.count}
            </th>
            <th role="columnheader" scope="col" class="right">
              {columns.last}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {incidents.map((incident) => (
            <tr role="row" key={incident.id}>
              <td role="cell" class="cell-state">
                <StatusChip status={incidentStatus(incident)} />
              </td>
              <th role="rowheader" scope="row" class="cell-name">
                <a class="incident-kind" href={`/incidents/${incident.id}`}>
                  {failureWords(incident.kind)}
                </a>
                <span class="incident-line meta">{incident.message}</span>
              </th>
              <td role="cell" class="cell-severity">
                <Severity incident={incident} />
              </td>
              <td role="cell" class="cell-whom">
                <Whom incident={incident} fleet={fleet} />
              </td>
              <td role="cell" class="right num cell-count">
                <span aria-hidden="true">×</span>
                {formatCount(incident.count)}
              </td>
              <td role="cell" class="cell-age right">
                <Age since={incident.last_at} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How much it matters, as a word. */
export function Severity({ incident }: { readonly incident: Incident }) {
  return (
    <span class="severity" data-severity={incident.severity}>
      {TEXT.severities[incident.severity]}
    </span>
  );
}

function Whom(
  { incident, fleet }: { readonly incident: Incident; readonly fleet: Fleet },
) {
  const { agents } = incident;
  if (agents.length > 1) return <>{TEXT.agents(agents.length)}</>;
  return (
    <AgentLink id={agents[0] ?? null} fleet={fleet} nobody={TEXT.everybody} />
  );
}
