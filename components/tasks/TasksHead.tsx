import { formatCount } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type TasksHeadProps = {
  /** How many tasks fit. */
  readonly count: number;
  /** The page keeps still, as its reader asked. */
  readonly paused: boolean;
  readonly onPause: () => void;
  readonly onNew: () => void;
};

/** The heading of all tasks: how many there are, and what may be done beside them. */
export function TasksHead({ count, paused, onPause, onNew }: TasksHeadProps) {
  return (
    <div class="section-head">
      <h1>
        {TASKS_TEXT.tasks} <span class="count num">{formatCount(count)}</span>
      </h1>
      <div class="actions">
        <button
          type="button"
          class="button quiet"
          aria-pressed={paused}
          data-key="p"
          onClick={onPause}
        >
          {paused ? TASKS_TEXT.resumeUpdates : TASKS_TEXT.pauseUpdates}
        </button>
        <button type="button" class="button primary" onClick={onNew}>
          <Icon name="plus" /> {TASKS_TEXT.newTask}
        </button>
      </div>
    </div>
  );
}
