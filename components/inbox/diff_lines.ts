/** One line of a change. */
export type DiffLine = {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
};

/** Comparisons of lines that one change may take; larger ones are shown as all new. */
const MAX_COMPARISONS = 1_000_000;

/** The lines of two texts with what was taken away and what came, as few as possible. */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) {
    head++;
  }
  let tail = 0;
  while (
    tail < old.length - head && tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) tail++;
  const as = (kind: DiffLine["kind"]) => (text: string) => ({ kind, text });
  return [
    ...old.slice(0, head).map(as("same")),
    ...changed(
      old.slice(head, old.length - tail),
      now.slice(head, now.length - tail),
    ),
    ...old.slice(old.length - tail).map(as("same")),
  ];
}

function changed(old: readonly string[], now: readonly string[]): DiffLine[] {
  const removed = (text: string) => ({ kind: "removed" as const, text });
  const added = (text: string) => ({ kind: "added" as const, text });
  if (old.length * now.length > MAX_COMPARISONS) {
    return [...old.map(removed), ...now.map(added)];
  }
  const common = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push({ kind: "same", text: old[i] as string });
      i++;
      j++;
    } else if (at(common, i + 1, j) >= at(common, i, j + 1)) {
      lines.push(removed(old[i++] as string));
    } else {
      lines.push(added(now[j++] as string));
    }
  }
  return [...lines, ...old.slice(i).map(removed), ...now.slice(j).map(added)];
}

/** How many lines the rests from `i` and `j` on have in common, in order. */
function commonLengths(
  old: readonly string[],
  now: readonly string[],
): readonly Uint32Array[] {
  const rows = Array.from(
    { length: old.length + 1 },
    () => new Uint32Array(now.length + 1),
  );
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      (rows[i] as Uint32Array)[j] = old[i] === now[j]
        ? at(rows, i + 1, j + 1) + 1
        : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly Uint32Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}
