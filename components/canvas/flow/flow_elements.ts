import type { Edge, Node } from "@xyflow/react";
import { type EdgeEnds, edgeEnds } from "../edge_ends.ts";
import type { GraphNode } from "../graph.ts";
import type { GraphEdge } from "../graph_edges.ts";
import type { NodeWords } from "../node_words.ts";
import { NODE, type Place } from "../places.ts";
import type { Lit } from "../lit.ts";

/** What the drawing needs of a node. */
export type NodeData = NodeWords & {
  readonly kind: GraphNode["kind"];
  /** Nodes below it, shown or not. */
  readonly below: number;
  readonly isFolded: boolean;
  readonly isOpen: boolean;
};
/** What the drawing needs of an edge. */
export type EdgeData = EdgeEnds & {
  readonly kind: GraphEdge["kind"];
  /** What its button says; empty when there is nothing to open. */
  readonly label: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly lit: Lit | undefined;
  /** Whether something runs along it while it is lit. */
  readonly moves: boolean;
};
export type FlowNode = Node<NodeData, "record">;
export type FlowEdge = Edge<EdgeData, "link">;

/** One element as the library takes it; its size is known before it is drawn. */
export function flowNode(id: string, place: Place, data: NodeData): FlowNode {
  return {
    id,
    type: "record",
    position: place,
    data,
    ...NODE,
    measured: NODE,
    ariaRole: "group",
  };
}

/** The same for what joins two of them. */
export function flowEdge(
  { id, from, to, kind }: GraphEdge,
  places: { readonly from: Place; readonly to: Place },
  data: Omit<EdgeData, keyof EdgeEnds | "kind">,
): FlowEdge {
  return {
    id,
    type: "link",
    source: from,
    target: to,
    ariaLabel: data.name,
    data: { ...edgeEnds(kind, places.from, places.to), kind, ...data },
  };
}
