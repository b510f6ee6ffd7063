import type { Graph, GraphNode } from "./graph.ts";

/** Where the upper left corner of a node is, in the drawing's own pixels. */
export type Place = { readonly x: number; readonly y: number };
/** Places by the ids of nodes. */
export type Places = Readonly<Record<string, Place>>;

/** Every node is as large as any other, so that no text moves its neighbours. */
export const NODE = { width: 208, height: 60 } as const;
/** The share of the view that stays free around all there is. */
export const FIT_PADDING = 0.08;
/** What is left free around a node. */
export const GAP = { x: 104, y: 20 } as const;

/**
 * Gives every node of the graph a place. Nodes that have one keep it, whatever
 * is added; a new one comes to the right of what it belongs to, on the first
 * free spot from there on down. The same object when nothing is new. Pure.
 */
export function placeNew(graph: Graph, known: Places): Places {
  const fresh = [...graph.nodes.values()].filter(({ id }) => !known[id]);
  if (fresh.length === 0) return known;
  const places: Record<string, Place> = { ...known };
  const taken = [...graph.nodes.keys()].flatMap((id) => known[id] ?? []);
  for (const node of parentsFirst(fresh)) {
    const place = freeFrom(wishFor(node, graph, places, taken), taken);
    places[node.id] = place;
    taken.push(place);
  }
  return places;
}

/** The places of nodes that there still are. Pure. */
export function placesIn({ nodes }: Graph, places: Places): Places {
  return Object.fromEntries(
    Object.entries(places).filter(([id]) => nodes.has(id)),
  );
}

/** Agents stand before their tasks, tasks before their parts: by age. */
function parentsFirst(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depth = ({ parent }: GraphNode): number => {
    const above = parent === null ? undefined : byId.get(parent);
    return above ? 1 + depth(above) : 0;
  };
  return [...nodes].sort((a, b) => depth(a) - depth(b));
}

function wishFor(
  { id, parent }: GraphNode,
  { edges }: Graph,
  places: Places,
  taken: readonly Place[],
): Place {
  const above = parent ??
    edges.find((edge) => edge.to === id && places[edge.from])?.from;
  const near = above === undefined ? undefined : places[above];
  if (near) return { x: near.x + NODE.width + GAP.x, y: near.y };
  const after = edges.find(({ from, to }) => from === id && places[to])?.to;
  const next = after === undefined ? undefined : places[after];
  if (next) return { x: next.x - NODE.width - GAP.x, y: next.y };
  // What belongs to nothing comes below everything, on the left.
  return {
    x: Math.min(0, ...taken.map(({ x }) => x)),
    y: Math.max(
      0,
      ...taken.map(({ y }) => y + NODE.height + GAP.y),
    ),
  };
}

/** The first spot at `wish` or below it that overlaps nothing. */
function freeFrom(wish: Place, taken: readonly Place[]): Place {
  const column = taken
    .filter(({ x }) => Math.abs(x - wish.x) < NODE.width + GAP.y)
    .sort((a, b) => a.y - b.y);
  let { y } = wish;
  for (const place of column) {
    if (Math.abs(place.y - y) < NODE.height + GAP.y) {
      y = place.y + NODE.height + GAP.y;
    }
  }
  return { x: wish.x, y };
}
