import type { Incident } from "@/domain/incident.ts";
import { needsPerson } from "@/domain/incident_status.ts";
import { Age } from "@/components/Age.tsx";
import {
  IncidentCourse,
  IncidentEvidence,
  IncidentFacts,
} from "@/components/incident/IncidentDetail.tsx";
import { incidentStatus } from "@/components/incident/incident_look.ts";
import { StatusChip } from "@/components/StatusChip.tsx";
import { failureWords } from "@/components/failure_words.ts";
import { INCIDENT_ACTS_TEXT } from "@/components/text/incident_acts_text.ts";
import { INCIDENTS_TEXT as TEXT } from "@/components/text/incidents_text.ts";
import { useNamedTasks } from "./live/use_named_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { OneAct } from "./acts/OneAct.tsx";

type IncidentViewProps = {
  /** Its fleet has the incident as a whole, where it is not long over. */
  readonly rendered: Rendered;
  readonly incident: Incident;
};

/** One incident: what happened, what proves it, what is done about it, and its course. */
export default function IncidentView(
  { rendered, incident: known }: IncidentViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const incident = fleet.incidents[known.id] ?? known;
  useNamedTasks(incident.tasks);
  const { state } = incident;
  const name = failureWords(incident.kind);
  return (
    <>
      <header class="agent-head">
        <div class="title-row">
          <h1 class="incident-kind">{name}</h1>
          <StatusChip status={incidentStatus(incident)} />
          <span class="meta">
            <Age since={state.since} now={now} />
          </span>
          {state.status !== "closed" && (
            <div class="actions">
              {needsPerson(incident) && (
                <OneAct
                  method="POST"
                  path={`incidents/${incident.id}/acknowledge`}
                  name={INCIDENT_ACTS_TEXT.acknowledge}
                  busyName={INCIDENT_ACTS_TEXT.acknowledging}
                  about={name}
                />
              )}
              <OneAct
                method="POST"
                path={`incidents/${incident.id}/close`}
                body={{}}
                name={TEXT.close}
                busyName={TEXT.closing}
                about={name}
              />
            </div>
          )}
        </div>
        <IncidentFacts incident={incident} fleet={fleet} />
      </header>
      <section aria-labelledby="happened-title">
        <h2 id="happened-title">{TEXT.happened}</h2>
        <p class="prose-text">{incident.message}</p>
      </section>
      <section aria-labelledby="decision-title">
        <h2 id="decision-title">{TEXT.decision}</h2>
        <p>{TEXT.strategies[incident.decision]}</p>
        {"words" in state && state.words && <p class="meta">{state.words}</p>}
      </section>
      <IncidentEvidence incident={incident} />
      <IncidentCourse incident={incident} />
    </>
  );
}
