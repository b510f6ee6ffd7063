import type { AttemptReport } from "@/domain/history.ts";
import { formatDuration } from "./format.ts";
import { outcomeWords } from "./history/hit_words.ts";
import { Moment } from "./Moment.tsx";
import { failureWords } from "./status.ts";

/** The runs of one task, in the order in which they were made. */
export function AttemptTable(
  { attempts }: { readonly attempts: readonly AttemptReport[] },
) {
  return (
    <div class="table-box">
      <table class="table attempts">
        <caption class="sr-only">Attempts, the first one first</caption>
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Outcome</th>
            <th scope="col">Agent</th>
            <th scope="col">Began</th>
            <th scope="col" class="right">Took</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={attempt.number}>
              <th scope="row" class="num">{attempt.number}</th>
              <td>
                {attempt.outcome ? outcomeWords(attempt.outcome) : "running"}
                {attempt.failure && (
                  <p class="attempt-failure">
                    {failureWords(attempt.failure.kind)}:{" "}
                    {attempt.failure.message}
                  </p>
                )}
              </td>
              <td>
                <a href={`/agents/${attempt.agent_id}`}>
                  {attempt.agent_name ?? "an earlier agent"}
                </a>
              </td>
              <td>
                <Moment at={attempt.started_at ?? attempt.assigned_at} />
              </td>
              <td class="right num">
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
