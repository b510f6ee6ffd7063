import type { Session } from "@/domain/session.ts";
import { formatCount, formatDuration } from "./format.ts";
import { Metric } from "./Metric.tsx";
import { Money } from "./Money.tsx";
import { Tokens } from "./Tokens.tsx";

/** The totals of one session. */
export function SessionCards({ session }: { readonly session: Session }) {
  return (
    <dl class="metrics">
      <Metric label="Agents">{formatCount(session.agents)}</Metric>
      <Metric
        label="Tasks done"
        note={session.tasks_failed > 0
          ? `${formatCount(session.tasks_failed)} failed`
          : undefined}
      >
        {formatCount(session.tasks_completed)}
      </Metric>
      <Metric label="Worked">{formatDuration(session.worked_ms)}</Metric>
      <Metric label="Tokens">
        <Tokens usage={session.usage} />
      </Metric>
      <Metric label="Cost">
        <Money usd={session.usage.cost_usd} />
      </Metric>
    </dl>
  );
}
