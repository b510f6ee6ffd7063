import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../Icon.tsx";

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
        title="No task fits the filter"
        text="Tasks that ended long ago may fit: load them below, or search the history."
      >
        <button type="button" class="button" onClick={onClear}>
          Clear the filter
        </button>
      </EmptyState>
    )
    : (
      <EmptyState
        title="No tasks yet"
        text="What you give agents to do appears here, by its state, with its parts and its cost."
        command={COMMAND}
      >
        <button type="button" class="button primary" onClick={onNew}>
          <Icon name="plus" /> New task
        </button>
      </EmptyState>
    );
}

const COMMAND =
  `curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"description":"Fix the login test"}' http://127.0.0.1:4005/api/tasks`;
