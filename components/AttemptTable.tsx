import type { AttemptReport } from "@/domain/history.ts";
import { formatDuration } from "./format.ts";
import { outcomeWords } from "./history/hit_words.ts";
import { Moment } from "./Moment.tsx";
import { failureWords } from "./failure_words.ts";

/** The runs of one task, in the order in which they were made. */
export function AttemptTable(
  { attempts }: { readonly attempts: readonly AttemptReport[] },
) {
  return (
    <div class="table-box">
      <table class="table attempts" role="table">
        <caption class="sr-only">Attempts, the first one first</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Attempt</th>
            <th role="columnheader" scope="col">Outcome</th>
            <th role="columnheader" scope="col">Agent</th>
            <th role="columnheader" scope="col">Began</th>
            <th role="columnheader" scope="col" class="right">Took</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {attempts.map((attempt) => (
            <tr role="row" key={attempt.number}>
              <th role="rowheader" scope="row" class="num">
                <span class="attempt-label">Attempt</span> {attempt.number}
              </th>
              <td role="cell">
                {attempt.outcome ? outcomeWords(attempt.outcome) : "running"}
                {attempt.failure && (
                  <p class="attempt-failure">
                    {failureWords(attempt.failure.kind)}:{" "}
                    {attempt.failure.message}
                  </p>
                )}
              </td>
              <td role="cell">
                <a href={`/agents/${attempt.agent_id}`}>
                  {attempt.agent_name ?? "an earlier agent"}
                </a>
              </td>
              <td role="cell">
                <Moment at={attempt.started_at ?? attempt.assigned_at} />
              </td>
              <td role="cell" class="right num">
                {attempt.ended_at
                  ? formatDuration(
                    Date.parse(attempt.ended_at) -
                      Date.parse(attempt.assigned_at),
                  )
                  : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
