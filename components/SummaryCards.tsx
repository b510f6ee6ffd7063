import type { Fleet } from "@/domain/fleet.ts";
import { summarizeFleet } from "./fleet_summary.ts";
import { formatCount } from "./format.ts";
import { Metric } from "./Metric.tsx";
import { Money } from "./Money.tsx";

/** The five numbers at the top of the Fleet page. */
export function SummaryCards(
  { fleet, maxAgents }: { readonly fleet: Fleet; readonly maxAgents: number },
) {
  const summary = summarizeFleet(fleet);
  return (
    <dl class="metrics">
      <Metric
        label="Needs attention"
        tone={summary.attention > 0 ? "attention" : undefined}
      >
        {formatCount(summary.attention)}
      </Metric>
      <Metric label="Working" note={`of ${formatCount(maxAgents)}`}>
        {formatCount(summary.working)}
      </Metric>
      <Metric label="Idle">{formatCount(summary.idle)}</Metric>
      <Metric
        label="Tasks done"
        note={summary.tasksFailed > 0
          ? `${formatCount(summary.tasksFailed)} failed`
          : undefined}
      >
        {formatCount(summary.tasksDone)}
      </Metric>
      <Metric label="Cost so far">
        <Money usd={summary.costUsd} />
      </Metric>
    </dl>
  );
}
