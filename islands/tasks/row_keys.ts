/** What the keys do on a row; the row is named by its task's id. */
export type RowKeys = {
  readonly onSelect: (id: string) => void;
  /** From the row that was selected last up to this one. */
  readonly onExtend: (ids: readonly string[]) => void;
  readonly onMenu: (id: string) => void;
  readonly onRetry: (id: string) => void;
  readonly onCancel: (id: string) => void;
  readonly onClear: () => void;
  readonly onActive: (id: string) => void;
};

/**
 * Leads the keys of a list of rows (`[data-task]`, in columns or not) to what
 * they do. Letters that are typed and keys with modifiers are left alone.
 */
export function onRowKey(
  event: KeyboardEvent,
  anchor: string | undefined,
  keys: RowKeys,
): void {
  const at = event.target as HTMLElement;
  const row = at.closest<HTMLElement>("[data-task]");
  const isTyping = at.matches("input:not([type=checkbox]), textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return keys.onClear();
  const id = row?.dataset.task;
  if (!row || id === undefined) return;
  const step = stepOf(event.key);
  if (step) {
    event.preventDefault();
    const next = neighbor(row, step);
    const nextId = next?.dataset.task;
    if (next && nextId) {
      keys.onActive(nextId);
      next.querySelector<HTMLElement>("a")?.focus();
    }
    return;
  }
  const acts: Readonly<Record<string, () => void>> = {
    x: () => keys.onSelect(id),
    X: () => keys.onExtend(between(row, anchor)),
    ".": () => keys.onMenu(id),
    r: () => keys.onRetry(id),
    s: () => keys.onCancel(id),
    o: () => row.querySelector("a")?.click(),
    y: () => void navigator.clipboard?.writeText(id),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  // Not also what the key does on the whole page.
  event.stopPropagation();
  if (!event.repeat) act();
}

type Step = "next" | "previous" | "right" | "left";

function stepOf(key: string): Step | undefined {
  switch (key) {
    case "j":
    case "ArrowDown":
      return "next";
    case "k":
    case "ArrowUp":
      return "previous";
    case "ArrowRight":
      return "right";
    case "ArrowLeft":
      return "left";
    default:
      return undefined;
  }
}

function neighbor(row: HTMLElement, step: Step): HTMLElement | undefined {
  const column = row.closest<HTMLElement>("[data-column]");
  const rows = rowsIn(column ?? listOf(row));
  const place = rows.indexOf(row);
  if (step === "next" || step === "previous") {
    return rows[place + (step === "next" ? 1 : -1)];
  }
  if (!column) return undefined;
  const columns = [
    ...listOf(row).querySelectorAll<HTMLElement>(
      "[data-column]",
    ),
  ].filter((each) => each === column || rowsIn(each).length > 0);
  const beside = columns[columns.indexOf(column) + (step === "right" ? 1 : -1)];
  const others = beside ? rowsIn(beside) : [];
  return others[Math.min(place, others.length - 1)];
}

function between(row: HTMLElement, anchor: string | undefined): string[] {
  const ids = rowsIn(listOf(row)).flatMap(({ dataset }) => dataset.task ?? []);
  const end = ids.indexOf(row.dataset.task ?? "");
  const start = anchor === undefined ? end : ids.indexOf(anchor);
  const from = start < 0 ? end : start;
  return ids.slice(Math.min(from, end), Math.max(from, end) + 1);
}

function listOf(row: HTMLElement): HTMLElement {
  return row.closest<HTMLElement>("[data-rows]") ?? row;
}

function rowsIn(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[data-task]")];
}
