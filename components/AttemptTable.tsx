import type { Attempt } from "@/domain/task.ts";
import { Clock } from "./Clock.tsx";
import { formatDuration } from "./format.ts";

/** The runs of one task, in the order in which they were made. */
export function AttemptTable(
  { attempts }: { readonly attempts: readonly Attempt[] },
) {
  return (
    <div class="table-box">
      <table class="table attempts">
        <caption class="sr-only">Attempts, the first one first</caption>
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Outcome</th>
            <th scope="col">Began</th>
            <th scope="col" class="right">Took</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={attempt.number}>
              <th scope="row" class="num">{attempt.number}</th>
              <td>{attempt.outcome?.replace("_", " ") ?? "running"}</td>
              <td>
                <Clock at={attempt.started_at ?? attempt.assigned_at} />
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
