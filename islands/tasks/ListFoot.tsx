import type { TaskStatus } from "@/domain/task.ts";
import { formatCount } from "@/components/format.ts";
import { ResultLine } from "@/components/tasks/ResultLine.tsx";
import type { useOlder } from "./use_older.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type ListFootProps = {
  /** Rows that are here and not shown yet. */
  readonly hidden: number;
  readonly page: number;
  readonly older: ReturnType<typeof useOlder>;
  /** The ended states that the filter asks for. */
  readonly statuses: readonly TaskStatus[];
  readonly onMore: () => void;
  readonly onOlder: () => void;
};

/** The ways to what a list does not show. */
export function ListFoot(
  { hidden, page, older, statuses, onMore, onOlder }: ListFootProps,
) {
  const isMore = statuses.length > 0 && !older.isAtEnd(statuses);
  return (
    <>
      <div class="list-foot">
        {hidden > 0 && (
          <button type="button" class="button" onClick={onMore}>
            {TASKS_TEXT.showOfMore(Math.min(page, hidden), formatCount(hidden))}
          </button>
        )}
        {isMore && (
          <button
            type="button"
            class="button quiet"
            disabled={older.busy}
            aria-busy={older.busy}
            onClick={onOlder}
          >
            {older.busy ? TASKS_TEXT.loading : TASKS_TEXT.loadOlderEndedTasks}
          </button>
        )}
        <a class="button quiet" href="/history">
          {TASKS_TEXT.searchTheHistory}
        </a>
      </div>
      {older.problem && (
        <ResultLine
          result={{
            words: "",
            refused: [{
              id: "",
              title: "Older tasks are not shown",
              why: `${older.problem.message} Those above are up to date.`,
            }],
          }}
          onDismiss={undefined}
        />
      )}
    </>
  );
}
