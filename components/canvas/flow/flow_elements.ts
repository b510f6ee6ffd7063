import type { ReadonlySignal } from "@preact/signals";
import type { Node } from "@xyflow/react";
import type { Look } from "../../status.ts";
import type { GraphNode } from "../graph.ts";
import type { NodeWords } from "../node_words.ts";
import { NODE, type Place } from "../places.ts";

/** What one node shows. */
export type NodeFace = NodeWords & {
  readonly kind: GraphNode["kind"];
  /** Nodes below it, shown or not. */
  readonly below: number;
  readonly isFolded: boolean;
  readonly isOpen: boolean;
};

/**
 * What the library is given of a node: what it lays out. What is seen is
 * watched by the node alone, so that a change of one draws no other.
 */
export type NodeData = {
  readonly look: Look | undefined;
  readonly face: ReadonlySignal<NodeFace>;
};
export type FlowNode = Node<NodeData, "record">;

/**
 * One node as the library takes it; its size is known before it is drawn. It is
 * laid out where it belongs, not moved there: the browser keeps a coordinate
 * system for each element that is moved, and joins all of them in every frame.
 */
export function flowNode(id: string, place: Place, data: NodeData): FlowNode {
  return {
    id,
    type: "record",
    position: place,
    style: { transform: "none", left: place.x, top: place.y },
    data,
    ...NODE,
    measured: NODE,
    ariaRole: "group",
  };
}
