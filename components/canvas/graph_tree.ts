import type { Graph, GraphNode } from "./graph.ts";

/** Nodes by the node that they belong under; `null` holds those on top. */
export type Tree = ReadonlyMap<string | null, readonly GraphNode[]>;

/** The graph as a tree: agents, their tasks, the parts of these. Pure. */
export function treeOf({ nodes }: Graph): Tree {
  const tree = new Map<string | null, GraphNode[]>();
  for (const node of nodes.values()) {
    const siblings = tree.get(node.parent);
    if (siblings) siblings.push(node);
    else tree.set(node.parent, [node]);
  }
  return tree;
}

/** How many nodes there are below a node, at any depth. Pure. */
export function countBelow(tree: Tree, id: string): number {
  const children = tree.get(id) ?? [];
  return children.reduce(
    (sum, child) => sum + 1 + countBelow(tree, child.id),
    0,
  );
}

/** The graph without what lies below folded nodes, and without its edges. Pure. */
export function withoutFolded(
  graph: Graph,
  folded: ReadonlySet<string>,
): Graph {
  if (folded.size === 0) return graph;
  const isHidden = (node: GraphNode): boolean => {
    const parent = node.parent === null
      ? undefined
      : graph.nodes.get(node.parent);
    return parent !== undefined && (folded.has(parent.id) || isHidden(parent));
  };
  const nodes = new Map(
    [...graph.nodes].filter(([, node]) => !isHidden(node)),
  );
  const edges = graph.edges.filter(({ from, to }) =>
    nodes.has(from) && nodes.has(to)
  );
  return { ...graph, nodes, edges };
}
