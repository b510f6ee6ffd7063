import { Choice } from "../Choice.tsx";
import { Field } from "../Field.tsx";
import { AUDIT_TEXT as TEXT, DEED_WORDS } from "../text/audit_text.ts";
import { actionWords, actorWords, type NameOf } from "./audit_line.ts";
import { auditHref, type AuditTerms } from "./audit_terms.ts";

const ACTORS = ["person", "server"];

/** Which entries are shown; an ordinary form, its answer is a page. */
export function AuditForm(
  { terms, nameOf }: { readonly terms: AuditTerms; readonly nameOf: NameOf },
) {
  const isNarrowed = Object.values(terms).some(Boolean);
  return (
    <form class="card form" method="get" action="/history/audit">
      <div class="form-row">
        <Choice
          name="actor"
          label={TEXT.who}
          all={TEXT.anyone}
          value={terms.actor}
          options={withChosen(ACTORS, terms.actor)
            .map((actor) => [actor, actorWords(actor, nameOf)])}
        />
        <Choice
          name="action"
          label={TEXT.what}
          all={TEXT.anything}
          value={terms.action}
          options={withChosen(Object.keys(DEED_WORDS), terms.action)
            .map((action) => [action, actionWords(action)])}
        />
        <Field id="target" label={TEXT.target} hint={TEXT.targetHint}>
          <input
            id="target"
            name="target"
            value={terms.target ?? ""}
            maxLength={140}
            aria-describedby="target-hint"
          />
        </Field>
      </div>
      <p class="actions">
        <button type="submit" class="button primary">{TEXT.show}</button>
        {isNarrowed && <a class="button" href={auditHref({})}>{TEXT.clear}</a>}
      </p>
    </form>
  );
}

/** The values to choose from, with the one that is chosen. */
function withChosen(
  values: readonly string[],
  chosen: string | undefined,
): readonly string[] {
  return chosen === undefined || values.includes(chosen)
    ? values
    : [...values, chosen];
}
