import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { formatCount } from "../format.ts";
import { StatusChip } from "../StatusChip.tsx";
import { taskStatus } from "../task_look.ts";
import { type DependencyGraph, dependencyGraph } from "./dependency_graph.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

const WIDTH = 200;
const HEIGHT = 44;
const GAP_X = 40;
const GAP_Y = 12;
/** Letters of a title that fit into a node. */
const LETTERS = 26;

type DependencyDrawingProps = {
  readonly task: Task;
  readonly fleet: Fleet;
  /** Tasks that belong to it and are not in the fleet here. */
  readonly left?: number;
};

/** What a task needs and what needs it, drawn, and the same as a list. */
export function DependencyDrawing(
  { task, fleet, left: notHere = 0 }: DependencyDrawingProps,
) {
  const graph = dependencyGraph(task, fleet);
  const left = graph.left + notHere;
  return (
    <>
      <div
        class="dependency-box card"
        role="group"
        aria-label={TASK_TEXT.dependenciesDrawnTheListBelow}
        tabIndex={0}
      >
        <Drawing graph={graph} current={task.id} />
      </div>
      {left > 0 && (
        <p class="meta">{TASK_TEXT.thatAreFurtherAwayAre(formatCount(left))}</p>
      )}
      <details class="fold">
        <summary>{TASK_TEXT.asAList}</summary>
        <AsList graph={graph} current={task.id} />
      </details>
    </>
  );
}

type Shown = { readonly graph: DependencyGraph; readonly current: string };

function Drawing({ graph, current }: Shown) {
  const width = graph.columns * (WIDTH + GAP_X) - GAP_X;
  const height = graph.rows * (HEIGHT + GAP_Y) - GAP_Y;
  const places = new Map(
    graph.nodes.map(({ task, column, row }) => [task.id as string, {
      x: column * (WIDTH + GAP_X),
      y: row * (HEIGHT + GAP_Y),
    }]),
  );
  const none = { x: 0, y: 0 };
  return (
    <svg
      aria-hidden="true"
      width={width + 4}
      height={height + 4}
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
    >
      {graph.edges.map(([from, to]) => {
        const a = places.get(from) ?? none;
        const b = places.get(to) ?? none;
        const [x1, y1] = [a.x + WIDTH, a.y + HEIGHT / 2];
        const [x2, y2] = [b.x, b.y + HEIGHT / 2];
        const bend = (x2 - x1) / 2;
        return (
          <path
            key={`${from} ${to}`}
            class="dependency-edge"
            d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
          />
        );
      })}
      {graph.nodes.map(({ task }) => {
        const { x, y } = places.get(task.id) ?? none;
        const status = taskStatus(task);
        return (
          <a key={task.id} href={`/tasks/${task.id}`} tabIndex={-1}>
            <g
              class="dependency-node"
              data-look={status.look}
              data-current={task.id === current}
            >
              <title>{task.title}</title>
              <rect x={x} y={y} width={WIDTH} height={HEIGHT} rx="4" />
              <text x={x + 10} y={y + 18}>{shortTitle(task.title)}</text>
              <text class="dependency-state" x={x + 10} y={y + 34}>
                {status.word}
              </text>
            </g>
          </a>
        );
      })}
    </svg>
  );
}

function AsList({ graph, current }: Shown) {
  const titles = new Map(
    graph.nodes.map(({ task }) => [task.id as string, task.title]),
  );
  return (
    <ol class="task-links">
      {[...graph.nodes].sort((a, b) => a.column - b.column).map(({ task }) => {
        const needed = graph.edges.filter(([, to]) => to === task.id)
          .map(([from]) => titles.get(from));
        return (
          <li key={task.id} class="task-link">
            <StatusChip status={taskStatus(task)} />
            {task.id === current
              ? <strong>{task.title}</strong>
              : <a href={`/tasks/${task.id}`}>{task.title}</a>}
            {needed.length > 0 && (
              <span class="meta">{TASK_TEXT.after(needed.join(", "))}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function shortTitle(title: string): string {
  return title.length <= LETTERS ? title : `${title.slice(0, LETTERS - 1)}…`;
}
