import { Moment } from "../Moment.tsx";
import type { TrailLine } from "./trail_line.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

/** Events in the order of the log; what each carries is folded. */
export function TrailList(
  { lines }: { readonly lines: readonly TrailLine[] },
) {
  return (
    <ol class="trail">
      {lines.map((line) => (
        <li key={line.seq} class="trail-line">
          <span class="trail-seq num meta" title={TASK_TEXT.itsNumberInTheLog}>
            {line.seq}
          </span>
          <span class="trail-at meta">
            <Moment at={line.at} />
          </span>
          <div class="trail-what">
            {line.href === null
              ? line.words
              : <a href={line.href}>{line.words}</a>}
            {line.data !== "{}" && (
              <details class="trail-data">
                <summary>{TASK_TEXT.data}</summary>
                <pre class="prose-text mono">{line.data}</pre>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
