import { ERROR_TYPES, SEVERITIES } from "@/domain/errors/error_type.ts";
import { Choice } from "../Choice.tsx";
import { INCIDENTS_TEXT as TEXT } from "../text/incidents_text.ts";
import { type IncidentTerms, isNarrowed } from "./incident_query.ts";

/** What to look for among incidents; an ordinary form, its answer is a page. */
export function IncidentFilters(
  { terms }: { readonly terms: IncidentTerms },
) {
  const { filters } = TEXT;
  return (
    <form
      class="card form incident-filters"
      method="get"
      action="/incidents"
      role="search"
      aria-label={filters.label}
    >
      <div class="form-row">
        <Choice
          name="status"
          label={filters.status}
          all={filters.anyStatus}
          value={terms.status}
          options={Object.entries(TEXT.statuses)}
        />
        <Choice
          name="severity"
          label={filters.severity}
          all={filters.anySeverity}
          value={terms.severity}
          options={SEVERITIES.map((each) => [each, filters.orWorse(each)])}
        />
        <Choice
          name="error_type"
          label={filters.type}
          all={filters.anyType}
          value={terms.error_type}
          options={ERROR_TYPES.map((each) => [each, TEXT.classes[each]])}
        />
      </div>
      {terms.agent_id && (
        <input type="hidden" name="agent_id" value={terms.agent_id} />
      )}
      {terms.task_id && (
        <input type="hidden" name="task_id" value={terms.task_id} />
      )}
      <div class="actions">
        <button type="submit" class="button primary">{filters.show}</button>
        {isNarrowed(terms) && (
          <a href="/incidents" class="button">{filters.clear}</a>
        )}
      </div>
    </form>
  );
}
