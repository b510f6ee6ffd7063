import type { Fleet } from "@/domain/fleet.ts";
import { summarizeFleet } from "./fleet_summary.ts";
import { formatCount } from "./format.ts";
import { Metric } from "./Metric.tsx";
import { Money } from "./Money.tsx";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

/** The five numbers at the top of the Fleet page. */
export function SummaryCards(
  { fleet, maxAgents }: { readonly fleet: Fleet; readonly maxAgents: number },
) {
  const summary = summarizeFleet(fleet);
  return (
    <dl class="metrics">
      <Metric
        label={FLEET_TEXT.needsAttention}
        tone={summary.attention > 0 ? "attention" : undefined}
      >
        {formatCount(summary.attention)}
      </Metric>
      <Metric label={FLEET_TEXT.working2} note={`of ${formatCount(maxAgents)}`}>
        {formatCount(summary.working)}
      </Metric>
      <Metric label={FLEET_TEXT.idle2}>{formatCount(summary.idle)}</Metric>
      <Metric
        label={FLEET_TEXT.tasksDone}
        note={summary.tasksFailed > 0
          ? `${formatCount(summary.tasksFailed)} failed`
          : undefined}
      >
        {formatCount(summary.tasksDone)}
      </Metric>
      <Metric label={FLEET_TEXT.costSoFar}>
        <Money usd={summary.costUsd} />
      </Metric>
    </dl>
  );
}
