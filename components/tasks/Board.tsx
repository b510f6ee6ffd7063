import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { formatCount } from "../format.ts";
import { StatusIcon } from "../StatusIcon.tsx";
import { dropLook } from "./AgentLanes.tsx";
import { type ColumnKey, COLUMNS } from "./columns.ts";
import type { Layout } from "./layout.ts";
import type { RowState } from "./RowControls.tsx";
import { TaskCard } from "./TaskCard.tsx";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type CardHandlers = Parameters<typeof TaskCard>[0]["on"];

type BoardProps = {
  readonly shown: Layout;
  /** As it is now: the counts are always true. */
  readonly live: Layout;
  /** Waiting tasks that fit and are not on the page. */
  readonly left: number;
  /** Cards that a column shows at most. */
  readonly limit: number;
  readonly fleet: Fleet;
  readonly now: number;
  readonly partsOf: (id: string) => string;
  readonly rowOf: (id: string) => RowState;
  /** Whether what is dragged may go there; `undefined`: nothing is. */
  readonly takes: (column: ColumnKey) => boolean | undefined;
  readonly onDrop: (column: ColumnKey) => void;
  readonly onMore: () => void;
  readonly on: CardHandlers;
};

/** Tasks in columns by their state. */
export function Board(props: BoardProps) {
  const { shown, live, left } = props;
  return (
    <div class="board">
      {COLUMNS.map((column, index) => {
        const ids = shown[index]?.ids ?? [];
        const count = (live[index]?.ids.length ?? 0) +
          (column.key === "waiting" ? left : 0);
        const drop = dropLook(props.takes(column.key));
        return (
          <section
            key={column.key}
            class="column"
            data-column={column.key}
            data-look={column.look}
            data-empty={ids.length === 0}
            data-drop={drop}
            aria-labelledby={`column-${column.key}`}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              props.onDrop(column.key);
            }}
          >
            <h2 class="column-head" id={`column-${column.key}`}>
              <StatusIcon look={column.look} />
              <span>{column.name}</span>
              <span class="count num">{formatCount(count)}</span>
            </h2>
            <Cards ids={ids} {...props} />
          </section>
        );
      })}
    </div>
  );
}

function Cards(
  { ids, limit, fleet, now, partsOf, rowOf, onMore, on }:
    & { readonly ids: readonly string[] }
    & BoardProps,
) {
  const tasks: Task[] = ids.slice(0, limit)
    .flatMap((id) => fleet.tasks[id] ?? []);
  return (
    <>
      {tasks.length > 0 && (
        <ol class="cards">
          {tasks.map((task) => (
            <TaskCard
              key={task.id}
              task={task}
              fleet={fleet}
              now={now}
              parts={partsOf(task.id)}
              row={rowOf(task.id)}
              on={on}
            />
          ))}
        </ol>
      )}
      {ids.length > limit && (
        <button type="button" class="button quiet" onClick={onMore}>
          {TASKS_TEXT.more(formatCount(ids.length - limit))}
        </button>
      )}
    </>
  );
}
