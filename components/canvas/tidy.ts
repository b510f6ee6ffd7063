import { Graph as Dagre, layout } from "@dagrejs/dagre";
import type { Graph } from "./graph.ts";
import { PERSON } from "./graph_edges.ts";
import { GAP, NODE, type Place, type Places } from "./places.ts";

/** Groups are set side by side until a row is so much wider than all is high. */
const ASPECT = 1.6;

/**
 * Lays the whole graph out anew: from left to right, each group of joined nodes
 * for itself, the largest first, what is joined to nothing last. Pure: the same
 * graph always gets the same layout.
 */
export function tidy(graph: Graph): Places {
  const groups = groupsOf(graph).map((ids) => layOut(graph, ids))
    .sort((a, b) => b.places.size - a.places.size);
  const area = groups.reduce(
    (sum, { width, height }) => sum + (width + GAP.x) * (height + 2 * GAP.y),
    0,
  );
  const rowWidth = Math.max(
    Math.sqrt(area * ASPECT),
    ...groups.map(({ width }) => width),
  );
  const places: Record<string, Place> = {};
  let [left, top, rowHeight] = [0, 0, 0];
  for (const group of groups) {
    if (left > 0 && left + group.width > rowWidth) {
      [left, top, rowHeight] = [0, top + rowHeight + 2 * GAP.y, 0];
    }
    for (const [id, { x, y }] of group.places) {
      places[id] = { x: left + x, y: top + y };
    }
    left += group.width + GAP.x;
    rowHeight = Math.max(rowHeight, group.height);
  }
  return places;
}

type Group = {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
};

function layOut({ edges }: Graph, ids: ReadonlySet<string>): Group {
  const dagre = new Dagre({ multigraph: true });
  dagre.setGraph({ rankdir: "LR", nodesep: GAP.y, ranksep: GAP.x });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) dagre.setNode(id, { ...NODE });
  for (const { id, from, to, kind } of edges) {
    // Agents that talk with each other stand in no order because of it.
    const isOrdered = kind !== "messages" || from === PERSON;
    // Workers stand beside their manager, however far off their parts are.
    const weight = kind === "handoff" ? 8 : 1;
    if (ids.has(from) && isOrdered) dagre.setEdge(from, to, { weight }, id);
  }
  layout(dagre);
  const corners = [...ids].map((id): readonly [string, Place] => {
    const { x = 0, y = 0 } = dagre.node(id);
    return [id, {
      x: Math.round(x - NODE.width / 2),
      y: Math.round(y - NODE.height / 2),
    }];
  });
  const all = corners.map(([, place]) => place);
  const minX = Math.min(...all.map(({ x }) => x));
  const minY = Math.min(...all.map(({ y }) => y));
  return {
    places: new Map(
      corners.map(([id, { x, y }]) => [id, { x: x - minX, y: y - minY }]),
    ),
    width: Math.max(...all.map(({ x }) => x)) - minX + NODE.width,
    height: Math.max(...all.map(({ y }) => y)) - minY + NODE.height,
  };
}

/** Nodes that are joined, however far round; in the order of their oldest. */
function groupsOf({ nodes, edges }: Graph): readonly ReadonlySet<string>[] {
  const joined = new Map<string, string[]>();
  for (const { from, to } of edges) {
    joined.set(from, [...joined.get(from) ?? [], to]);
    joined.set(to, [...joined.get(to) ?? [], from]);
  }
  const seen = new Set<string>();
  const groups: Set<string>[] = [];
  for (const start of nodes.keys()) {
    if (seen.has(start)) continue;
    const group = new Set([start]);
    // A set that grows while it is walked reaches everything.
    for (const id of group) {
      for (const next of joined.get(id) ?? []) group.add(next);
    }
    for (const id of group) seen.add(id);
    groups.push(group);
  }
  return groups;
}
