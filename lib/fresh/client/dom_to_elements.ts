import { type ComponentChildren, h } from "preact";
import {
  closeMarker,
  ISLAND,
  openMarker,
  parseMarker,
} from "../islands/markers.ts";
import { islandElement } from "./island_elements.ts";

/**
 * Turns server-rendered nodes back into Preact elements, so that they can stand
 * inside an island. An island among them becomes its component again.
 */
export function domToElements(nodes: readonly Node[]): ComponentChildren[] {
  const elements: ComponentChildren[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.nodeType === Node.TEXT_NODE) elements.push((node as Text).data);
    else if (node.nodeType === Node.ELEMENT_NODE) {
      elements.push(toElement(node as Element));
    } else if (node.nodeType === Node.COMMENT_NODE) {
      const marker = parseMarker((node as Comment).data);
      if (marker?.type !== "open" || marker.kind !== ISLAND) continue;
      const island = islandElement(marker.index);
      // Without its module an island stays the HTML that it is.
      if (!island) continue;
      elements.push(island);
      i = closingIndex(nodes, i);
    }
  }
  return elements;
}

function toElement(element: Element): ComponentChildren {
  const props: Record<string, unknown> = {};
  for (const { name, value } of element.attributes) {
    // `disabled=""` means true, but as a property "" would mean false.
    const isFlag = value === "" &&
      typeof Reflect.get(element, name) === "boolean";
    props[name] = isFlag ? true : value;
  }
  return h(element.localName, props, ...domToElements([...element.childNodes]));
}

function closingIndex(nodes: readonly Node[], start: number): number {
  let depth = 0;
  for (let i = start; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.nodeType !== Node.COMMENT_NODE) continue;
    const text = (node as Comment).data;
    if (text.startsWith(openMarker(ISLAND, 0).slice(0, -1))) depth++;
    else if (text === closeMarker(ISLAND) && --depth === 0) return i;
  }
  return nodes.length;
}
