/** What a key means on a line of the transcript. */
export type RowKey =
  | "next"
  | "previous"
  | "toggle"
  | "start"
  | "end"
  | "page_up"
  | "page_down"
  | undefined;

/** Of the height that is seen, what a page moves by. */
const PAGE_SHARE = 0.9;

/** Reads one key that was pressed inside the list of lines. */
export function rowKey(
  { key, ctrlKey, metaKey, altKey }: Pick<
    KeyboardEvent,
    "key" | "ctrlKey" | "metaKey" | "altKey"
  >,
): RowKey {
  if (ctrlKey || metaKey || altKey) return undefined;
  switch (key) {
    case "j":
      return "next";
    case "k":
      return "previous";
    case "o":
    case "Enter":
      return "toggle";
    case "Home":
      return "start";
    case "End":
      return "end";
    case "PageUp":
      return "page_up";
    case "PageDown":
      return "page_down";
    default:
      return undefined;
  }
}

/**
 * Moves the focus from line to line, and opens and closes the line that has
 * it. Tells whether the key was one of those.
 */
export function actOnRow(event: KeyboardEvent, box: HTMLElement): boolean {
  const target = event.target as Element;
  const key = rowKey(event);
  if (!key || target.closest("input")) return false;
  // The browser would glide there, and stop where a line gets its height.
  const glides = scrollOf(key, box);
  if (glides !== undefined) {
    box.scrollTop = glides;
    return true;
  }
  if (target.closest("summary, a, button")) return false;
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

/** Where a key scrolls to; undefined for one that does not. */
function scrollOf(key: RowKey, box: HTMLElement): number | undefined {
  switch (key) {
    case "start":
      return 0;
    case "end":
      return box.scrollHeight;
    case "page_up":
      return box.scrollTop - PAGE_SHARE * box.clientHeight;
    case "page_down":
      return box.scrollTop + PAGE_SHARE * box.clientHeight;
    default:
      return undefined;
  }
}

function isSeen(line: HTMLElement, box: HTMLElement): boolean {
  return line.getBoundingClientRect().top >= box.getBoundingClientRect().top;
}
