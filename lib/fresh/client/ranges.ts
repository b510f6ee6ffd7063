import {
  ISLAND,
  parseMarker,
  SLOT,
  SLOT_ATTRIBUTE,
} from "../islands/markers.ts";

/** The nodes between an opening comment and its closing one. */
export interface Range {
  readonly index: number;
  readonly nodes: readonly Node[];
  readonly end: Comment;
}

/** Where a page's islands and slots are. */
export interface Ranges {
  /** Islands that are not inside another island. */
  readonly roots: readonly Range[];
  readonly slots: readonly Range[];
}

/** Finds all islands and slots of the page, in the order of the document. */
export function findRanges(document: Document): Ranges {
  const roots: Range[] = [];
  const slots: Range[] = [];
  scan(document.body, roots, slots);
  // A hidden slot is always part of an island, so nothing in it is a root.
  const hidden = `template[${SLOT_ATTRIBUTE}]`;
  for (
    const template of document.querySelectorAll<HTMLTemplateElement>(hidden)
  ) {
    scan(template.content, [], slots);
  }
  return { roots, slots };
}

function scan(top: Node, roots: Range[], slots: Range[]): void {
  const comments = document.createTreeWalker(top, NodeFilter.SHOW_COMMENT);
  const open: { kind: string; index: number; start: Comment }[] = [];
  while (comments.nextNode()) {
    const comment = comments.currentNode as Comment;
    const marker = parseMarker(comment.data);
    if (marker?.type === "open") {
      open.push({ kind: marker.kind, index: marker.index, start: comment });
    } else if (marker && open.at(-1)?.kind === marker.kind) {
      const { kind, index, start } = open.pop()!;
      const range = { index, nodes: between(start, comment), end: comment };
      if (kind === SLOT) slots.push(range);
      else if (!open.some((outer) => outer.kind === ISLAND)) roots.push(range);
    }
  }
}

function between(start: Node, end: Node): Node[] {
  const nodes: Node[] = [];
  for (let node = start.nextSibling; node && node !== end;) {
    nodes.push(node);
    node = node.nextSibling;
  }
  return nodes;
}
