/** What a key means on a line of the transcript. */
export type RowKey = "next" | "previous" | "toggle" | undefined;

/** Reads one key that was pressed inside the list of lines. */
export function rowKey(
  { key, ctrlKey, metaKey, altKey }: Pick<
    KeyboardEvent,
    "key" | "ctrlKey" | "metaKey" | "altKey"
  >,
): RowKey {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === "j") return "next";
  if (key === "k") return "previous";
  return key === "o" || key === "Enter" ? "toggle" : undefined;
}

/**
 * Moves the focus from line to line, and opens and closes the line that has
 * it. Tells whether the key was one of those.
 */
export function actOnRow(event: KeyboardEvent, box: HTMLElement): boolean {
  const target = event.target as Element;
  if (target.closest("summary, a, button, input")) return false;
  const key = rowKey(event);
  if (!key) return false;
  const lines = [...box.querySelectorAll<HTMLElement>("article.entry")];
  const at = lines.findIndex((line) => line.contains(target));
  if (key === "toggle") {
    lines[at]?.querySelector<HTMLElement>("summary")?.click();
    return at >= 0;
  }
  const next = at < 0
    ? lines.find((line) => isSeen(line, box))
    : lines[at + (key === "next" ? 1 : -1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

function isSeen(line: HTMLElement, box: HTMLElement): boolean {
  return line.getBoundingClientRect().top >= box.getBoundingClientRect().top;
}
