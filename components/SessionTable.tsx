import type { Fleet } from "@/domain/fleet.ts";
import type { Session } from "@/domain/session.ts";
import { formatCount, formatDuration } from "./format.ts";
import { Money } from "./Money.tsx";
import { sessionStatus } from "./session_look.ts";
import { StatusChip } from "./StatusChip.tsx";
import { Tokens } from "./Tokens.tsx";
import { SESSIONS_TEXT } from "@/components/text/sessions_text.ts";

type SessionTableProps = {
  readonly caption: string;
  readonly sessions: readonly Session[];
  readonly fleet: Fleet;
};

/** Sessions with their totals, one row each; laid out as cards on narrow screens. */
export function SessionTable({ caption, sessions, fleet }: SessionTableProps) {
  return (
    <div class="table-box">
      <table class="table sessions" role="table">
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{SESSIONS_TEXT.state}</th>
            <th role="columnheader" scope="col">{SESSIONS_TEXT.session}</th>
            <th role="columnheader" scope="col" class="right col-agents">
              {SESSIONS_TEXT.agents}
            </th>
            <th role="columnheader" scope="col">{SESSIONS_TEXT.tasks}</th>
            <th role="columnheader" scope="col" class="right col-worked">
              {SESSIONS_TEXT.worked}
            </th>
            <th role="columnheader" scope="col" class="right col-tokens">
              {SESSIONS_TEXT.tokens}
            </th>
            <th role="columnheader" scope="col" class="right col-cost">
              {SESSIONS_TEXT.cost}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {sessions.map((session) => (
            <tr role="row" key={session.id}>
              <td role="cell" class="cell-state">
                <StatusChip status={sessionStatus(session, fleet)} />
              </td>
              <th role="rowheader" scope="row" class="cell-name">
                <a href={`/sessions/${session.id}`}>{session.name}</a>
              </th>
              <td role="cell" class="right num col-agents">
                {formatCount(session.agents)}
              </td>
              <td role="cell" class="cell-task num">{tasksOf(session)}</td>
              <td role="cell" class="right num col-worked">
                {formatDuration(session.worked_ms)}
              </td>
              <td role="cell" class="right col-tokens">
                <Tokens usage={session.usage} />
              </td>
              <td role="cell" class="cell-age right col-cost">
                <Money usd={session.usage.cost_usd} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function tasksOf({ tasks_completed, tasks_failed }: Session): string {
  return `${formatCount(tasks_completed)} done, ${
    formatCount(tasks_failed)
  } failed`;
}
