import type { AttemptReport } from "@/domain/history.ts";
import { formatDuration } from "./format.ts";
import { outcomeWords } from "./history/hit_words.ts";
import { Moment } from "./Moment.tsx";
import { failureWords } from "./failure_words.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

/** The runs of one task, in the order in which they were made. */
export function AttemptTable(
  { attempts }: { readonly attempts: readonly AttemptReport[] },
) {
  return (
    <div class="table-box">
      <table class="table attempts" role="table">
        <caption class="sr-only">{TASK_TEXT.attemptsTheFirstOneFirst}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{TASK_TEXT.attempt}</th>
            <th role="columnheader" scope="col">{TASK_TEXT.outcome}</th>
            <th role="columnheader" scope="col">{TASK_TEXT.agent}</th>
            <th role="columnheader" scope="col">{TASK_TEXT.began}</th>
            <th role="columnheader" scope="col" class="right">
              {TASK_TEXT.took}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {attempts.map((attempt) => (
            <tr role="row" key={attempt.number}>
              <th role="rowheader" scope="row" class="num">
                <span class="attempt-label">{TASK_TEXT.attempt}</span>{" "}
                {attempt.number}
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
                  {attempt.agent_name ?? TASK_TEXT.anEarlierAgent}
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
