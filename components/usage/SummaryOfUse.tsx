import type { Usage } from "@/domain/usage.ts";
import type { UsageSummary } from "@/domain/usage_summary.ts";
import { totalTokens } from "@/domain/usage_sum.ts";
import { Metric } from "../Metric.tsx";
import { Money } from "../Money.tsx";
import { USAGE_TEXT as TEXT } from "../text/usage_text.ts";
import { againstBudget, rangeWords } from "./forecast_words.ts";

type SummaryOfUseProps = {
  readonly summary: UsageSummary;
  /** Of each day, in US dollars. */
  readonly dailyUsd: number | undefined;
};

/** What was used today, in 7 days and this month, and what is still to come. */
export function SummaryOfUse({ summary, dailyUsd }: SummaryOfUseProps) {
  const { used_today, used_7_days, used_month, forecast } = summary;
  const day = forecast?.day ?? null;
  const beside = againstBudget(day, dailyUsd);
  return (
    <section aria-label={TEXT.title}>
      <dl class="metrics usage-sums">
        <Sum label={TEXT.today} usage={used_today} />
        <Sum label={TEXT.week} usage={used_7_days} />
        <Sum label={TEXT.month} usage={used_month} />
        <Metric label={TEXT.forecast.day} note={beside}>
          <span class="forecast">{rangeWords(day)}</span>
        </Metric>
        <Metric label={TEXT.forecast.month}>
          <span class="forecast">{rangeWords(forecast?.month ?? null)}</span>
        </Metric>
      </dl>
      <p class="meta">
        {forecast === null ? TEXT.historyAway : TEXT.forecast.method}
      </p>
    </section>
  );
}

function Sum(
  { label, usage }: { readonly label: string; readonly usage: Usage | null },
) {
  if (usage === null) return <Metric label={label}>{TEXT.unknown}</Metric>;
  return (
    <Metric label={label} note={TEXT.tokens(totalTokens(usage))}>
      <Money usd={usage.cost_usd} />
    </Metric>
  );
}
