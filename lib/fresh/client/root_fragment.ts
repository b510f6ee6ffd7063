import type { ContainerNode } from "preact";
import type { Range } from "./ranges.ts";

/**
 * A stand-in for a parent element whose children are the nodes of `range`, so that
 * Preact can hydrate an island which shares its parent with other content.
 */
export function rootFragment({ nodes, end, index }: Range): ContainerNode {
  const parent = end.parentNode as Element;
  const fragment = {
    nodeType: Node.ELEMENT_NODE,
    parentNode: parent,
    namespaceURI: parent.namespaceURI,
    firstChild: nodes[0] ?? null,
    childNodes: nodes,
    contains: (node: Node) => parent.contains(node),
    // Preact passes over comments when it looks for the next sibling, and may name
    // one that belongs to whatever follows the island.
    insertBefore: (node: Node, before: Node | null) =>
      parent.insertBefore(node, before && precedes(before, end) ? before : end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    // Preact's root hook carries the id mask of an earlier tree (`__k.__m`) over.
    __k: { __m: [index, 0] },
  };
  return fragment as unknown as ContainerNode;
}

function precedes(node: Node, end: Node): boolean {
  const position = node.compareDocumentPosition(end);
  return (position & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
