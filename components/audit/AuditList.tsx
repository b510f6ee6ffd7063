import { Moment } from "../Moment.tsx";
import { AUDIT_TEXT as TEXT } from "../text/audit_text.ts";
import type { AuditLine } from "./audit_line.ts";

/** Entries of the audit log, the newest first; what each carries is folded. */
export function AuditList({ lines }: { readonly lines: readonly AuditLine[] }) {
  return (
    <ol class="trail audit">
      {lines.map((line) => (
        <li key={line.id} class="trail-line audit-line">
          <span class="trail-at meta">
            <Moment at={line.at} />
          </span>
          <div class="trail-what">
            <span class="audit-words">{line.words}</span>
            {line.target && (
              <>
                {": "}
                {line.target.href
                  ? <a href={line.target.href}>{line.target.name}</a>
                  : line.target.name}
              </>
            )}
            {line.gist && <span class="meta">{` · ${line.gist}`}</span>}
            {line.outcome !== "succeeded" && (
              <span class="audit-outcome">
                {` · ${TEXT.outcomes[line.outcome]}`}
              </span>
            )}
            <p class="meta">
              {[line.who, line.from].filter(Boolean).join(", ")}
            </p>
            {line.data !== "{}" && (
              <details class="trail-data">
                <summary>{TEXT.details}</summary>
                <pre class="prose-text mono">{line.data}</pre>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
