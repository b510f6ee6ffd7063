import type { Fleet } from "@/domain/fleet.ts";
import type { Incident } from "@/domain/incident.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Fact, Facts } from "../Facts.tsx";
import { formatCount } from "../format.ts";
import { Moment } from "../Moment.tsx";
import { SessionLink } from "../SessionLink.tsx";
import { INCIDENTS_TEXT as TEXT } from "../text/incidents_text.ts";
import { Severity } from "./IncidentTable.tsx";

type IncidentProps = { readonly incident: Incident };
type InFleetProps = IncidentProps & { readonly fleet: Fleet };

/** What kind of incident it is, how often it happened, and to whom. */
export function IncidentFacts({ incident, fleet }: InFleetProps) {
  const { facts } = TEXT;
  return (
    <Facts>
      <Fact name={facts.class}>{TEXT.classes[incident.error_type]}</Fact>
      <Fact name={facts.severity}>
        <Severity incident={incident} />
      </Fact>
      <Fact name={facts.count}>{TEXT.times(incident.count)}</Fact>
      <Fact name={facts.first}>
        <Moment at={incident.first_at} />
      </Fact>
      {incident.count > 1 && (
        <Fact name={facts.last}>
          <Moment at={incident.last_at} />
        </Fact>
      )}
      {incident.agents.length > 0 && (
        <Fact name={facts.agents}>
          <Several>
            {incident.agents.map((id) => (
              <AgentLink key={id} id={id} fleet={fleet} />
            ))}
          </Several>
        </Fact>
      )}
      {incident.tasks.length > 0 && (
        <Fact name={facts.tasks}>
          <Several>
            {incident.tasks.map((id) => (
              <a key={id} href={`/tasks/${id}`}>
                {fleet.tasks[id]?.title ?? TEXT.earlierTask}
              </a>
            ))}
          </Several>
        </Fact>
      )}
      {incident.session_id && (
        <Fact name={facts.session}>
          <SessionLink id={incident.session_id} fleet={fleet} />
        </Fact>
      )}
      {incident.acknowledged && (
        <Fact name={facts.noticed}>
          <Moment at={incident.acknowledged.at} />
        </Fact>
      )}
    </Facts>
  );
}

function Several(
  { children }: { readonly children: readonly preact.JSX.Element[] },
) {
  return (
    <ul class="inline-list">
      {children.map((child) => <li key={child.key}>{child}</li>)}
    </ul>
  );
}

/** How the process ended, and what it told last. */
export function IncidentEvidence({ incident }: IncidentProps) {
  const { exit_code, signal, stderr, frames } = incident.evidence;
  const end = signal !== null
    ? TEXT.signal(signal)
    : exit_code !== null
    ? TEXT.exitCode(exit_code)
    : TEXT.alive;
  return (
    <section aria-labelledby="evidence-title">
      <h2 id="evidence-title">{TEXT.evidence}</h2>
      <p>{end}</p>
      <Lines title={TEXT.stderr} lines={stderr} />
      <Lines title={TEXT.frames} lines={frames} />
    </section>
  );
}

function Lines(
  { title, lines }: {
    readonly title: string;
    readonly lines: readonly string[];
  },
) {
  return lines.length === 0 ? null : (
    <details class="fold" open>
      <summary>{title} ({formatCount(lines.length)})</summary>
      <pre
        class="prose-text mono evidence"
        tabIndex={0}
      >{lines.join("\n")}</pre>
    </details>
  );
}

/** What happened in it and what was done, oldest first. */
export function IncidentCourse({ incident }: IncidentProps) {
  return (
    <section aria-labelledby="course-title">
      <h2 id="course-title">{TEXT.course}</h2>
      <ol class="trail">
        {incident.steps.map((step) => (
          <li key={step.seq} class="trail-line">
            <span class="trail-seq num meta">{step.seq}</span>
            <span class="trail-at meta">
              <Moment at={step.at} />
            </span>
            <div class="trail-what">
              <strong>{TEXT.steps[step.what]}</strong>
              {step.words && `: ${step.words}`}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
