import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { plural } from "@/components/format.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";
import type { Act } from "./acts.ts";
import { ActControls } from "./ActControls.tsx";

type BulkBarProps = {
  /** How many are selected, also of those that are not at hand. */
  readonly count: number;
  readonly tasks: readonly Task[];
  readonly fleet: Fleet;
  readonly onAct: (act: Act) => void;
  readonly onClear: () => void;
};

/** What may be done with all selected tasks at once; nothing when none is. */
export function BulkBar({ count, tasks, fleet, onAct, onClear }: BulkBarProps) {
  if (count === 0) return null;
  return (
    <section class="bulk-bar card" aria-label={TASKS_TEXT.selectedTasks}>
      <p>
        <strong class="num">{plural(count, "task")}</strong>{" "}
        {TASKS_TEXT.selected}
      </p>
      <ActControls id="bulk" tasks={tasks} fleet={fleet} onAct={onAct} />
      <button type="button" class="button quiet" onClick={onClear}>
        {TASKS_TEXT.clear}
      </button>
    </section>
  );
}
