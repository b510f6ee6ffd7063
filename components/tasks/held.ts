import type { Layout } from "./layout.ts";

/**
 * How many tasks stand somewhere else than they are shown, or are not shown
 * yet. Mere changes of the order within a list are not counted. Pure.
 */
export function heldCount(shown: Layout, live: Layout): number {
  if (shown === live) return 0;
  const places = placesOf(shown);
  let count = 0;
  for (const { key, ids } of live) {
    for (const id of ids) if (places.get(id) !== key) count++;
  }
  return count;
}

/**
 * What is shown, with some tasks put where they stand now: what a person did
 * is seen at once, the rest stays in its place. Pure.
 */
export function withMoved(
  shown: Layout,
  live: Layout,
  moved: ReadonlySet<string>,
): Layout {
  const [from, to] = [placesOf(shown), placesOf(live)];
  const changed = [...moved].filter((id) => from.get(id) !== to.get(id));
  if (changed.length === 0) return shown;
  const leaving = new Set(changed);
  return shown.map(({ key, ids }, index) => {
    const staying = ids.filter((id) => !leaving.has(id));
    live[index]?.ids.forEach((id, place) => {
      if (leaving.has(id)) staying.splice(place, 0, id);
    });
    return { key, ids: staying };
  });
}

function placesOf(layout: Layout): Map<string, string> {
  return new Map(
    layout.flatMap(({ key, ids }) => ids.map((id) => [id, key] as const)),
  );
}
