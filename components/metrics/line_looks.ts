/** Line patterns in pixels: each line differs from its neighbours without its colour. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [4, 2],
  [12, 5],
  [1, 2],
  [6, 2, 1, 2, 1, 2],
];

/** The pattern of the line at this place; `data-line` gives it its colour. */
export function dashOf(index: number): number[] {
  return [...DASHES[index % DASHES.length] ?? []];
}
