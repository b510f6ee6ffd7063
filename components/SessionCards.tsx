import type { Session } from "@/domain/session.ts";
import { formatCount, formatDuration } from "./format.ts";
import { Metric } from "./Metric.tsx";
import { Money } from "./Money.tsx";
import { Tokens } from "./Tokens.tsx";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

/** The totals of one session. */
export function SessionCards({ session }: { readonly session: Session }) {
  return (
    <dl class="metrics">
      <Metric label={SESSIONS_TEXT.agents}>
        {formatCount(session.agents)}
      </Metric>
      <Metric
        label={SESSIONS_TEXT.tasksDone}
        note={session.tasks_failed > 0
          ? `${formatCount(session.tasks_failed)} failed`
          : undefined}
      >
        {formatCount(session.tasks_completed)}
      </Metric>
      <Metric label={SESSIONS_TEXT.worked}>
        {formatDuration(session.worked_ms)}
      </Metric>
      <Metric label={SESSIONS_TEXT.tokens}>
        <Tokens usage={session.usage} />
      </Metric>
      <Metric label={SESSIONS_TEXT.cost}>
        <Money usd={session.usage.cost_usd} />
      </Metric>
    </dl>
  );
}
