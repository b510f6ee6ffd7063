import type { Task, TaskStatus } from "@/domain/task.ts";
import type { Look } from "../status.ts";

/** One column of the board: the states that it holds under one name. */
export type Column = {
  readonly key: ColumnKey;
  readonly name: string;
  readonly look: Look;
  readonly statuses: readonly TaskStatus[];
};

export type ColumnKey =
  | "waiting"
  | "working"
  | "needs-you"
  | "review"
  | "done"
  | "failed"
  | "cancelled";

/** The columns, in the order in which a task passes them. */
export const COLUMNS: readonly Column[] = [
  {
    key: "waiting",
    name: "Waiting",
    look: "queued",
    statuses: ["pending", "blocked"],
  },
  {
    key: "working",
    name: "Working",
    look: "working",
    statuses: ["assigned", "running"],
  },
  {
    key: "needs-you",
    name: "Needs you",
    look: "needs_you",
    statuses: ["awaiting_approval"],
  },
  {
    key: "review",
    name: "In review",
    look: "queued",
    statuses: ["in_review"],
  },
  { key: "done", name: "Done", look: "done", statuses: ["completed"] },
  { key: "failed", name: "Failed", look: "failed", statuses: ["failed"] },
  {
    key: "cancelled",
    name: "Cancelled",
    look: "cancelled",
    statuses: ["cancelled"],
  },
];

const BY_STATUS = new Map(
  COLUMNS.flatMap((column) =>
    column.statuses.map((status) => [status, column] as const)
  ),
);

/** The column that a task is in. */
export function columnOf({ state }: Task): Column {
  const column = BY_STATUS.get(state.status);
  if (!column) throw new Error(`Cannot place "${state.status}": no column`);
  return column;
}
