import { USAGE_GROUPINGS, type UsageSpan } from "@/domain/usage_report.ts";
import { USAGE_TEXT } from "../text/usage_text.ts";
import { csvHref, QUICK_DAYS, quickSpan, usageHref } from "./usage_address.ts";

const TEXT = USAGE_TEXT.span;

type SpanNavProps = {
  readonly span: UsageSpan;
  readonly today: string;
};

/** Chooses the days and how they are told apart; all of it is part of the address. */
export function SpanNav({ span, today }: SpanNavProps) {
  return (
    <div class="usage-span">
      <nav aria-label={TEXT.label}>
        <ul class="range-nav">
          {QUICK_DAYS.map((days) => {
            const quick = quickSpan(days, today, span.by);
            const isHere = quick.from === span.from && quick.to === span.to;
            return (
              <li key={days}>
                <a
                  class="button quiet"
                  href={usageHref(quick)}
                  aria-current={isHere ? "true" : undefined}
                >
                  {TEXT.days(days)}
                </a>
              </li>
            );
          })}
        </ul>
      </nav>
      <form class="usage-days" action="/usage" method="get">
        <input type="hidden" name="by" value={span.by} />
        {(["from", "to"] as const).map((name) => (
          <label key={name}>
            <span>{TEXT[name]}</span>
            <input
              type="date"
              name={name}
              value={span[name]}
              max={today}
              required
            />
          </label>
        ))}
        <button type="submit" class="button">{TEXT.show}</button>
      </form>
      <nav aria-label={TEXT.by}>
        <ul class="range-nav">
          {USAGE_GROUPINGS.map((by) => (
            <li key={by}>
              <a
                class="button quiet"
                href={usageHref({ ...span, by })}
                aria-current={by === span.by ? "true" : undefined}
              >
                {USAGE_TEXT.by[by]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <a class="button" href={csvHref(span)} download>{TEXT.csv}</a>
    </div>
  );
}
