import { type Range, rangeHref, RANGES } from "./ranges.ts";
import { METRICS_TEXT } from "@/components/text/metrics_text.ts";

/** Chooses the span of all charts; it is part of the address. */
export function RangeNav({ range }: { readonly range: Range }) {
  return (
    <nav aria-label={METRICS_TEXT.spanOfTime}>
      <ul class="range-nav">
        {RANGES.map((each) => (
          <li key={each.key}>
            <a
              class="button quiet"
              href={rangeHref(each)}
              aria-current={each.key === range.key ? "true" : undefined}
            >
              {each.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
