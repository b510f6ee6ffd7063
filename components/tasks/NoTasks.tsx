import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../Icon.tsx";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

/** What stands where tasks would be: nothing fits, or there are none yet. */
export function NoTasks(
  { isFiltered, onClear, onNew }: {
    readonly isFiltered: boolean;
    readonly onClear: () => void;
    readonly onNew: () => void;
  },
) {
  return isFiltered
    ? (
      <EmptyState
        title={TASKS_TEXT.noTaskFitsTheFilter}
        text={TASKS_TEXT.tasksThatEndedLongAgo}
      >
        <button type="button" class="button" onClick={onClear}>
          {TASKS_TEXT.clearTheFilter}
        </button>
      </EmptyState>
    )
    : (
      <EmptyState
        title={TASKS_TEXT.noTasksYet}
        text={TASKS_TEXT.whatYouGiveAgentsTo}
        command={COMMAND}
      >
        <button type="button" class="button primary" onClick={onNew}>
          <Icon name="plus" /> {TASKS_TEXT.newTask}
        </button>
      </EmptyState>
    );
}

const COMMAND =
  `curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"description":"Fix the login test"}' http://127.0.0.1:4005/api/tasks`;
