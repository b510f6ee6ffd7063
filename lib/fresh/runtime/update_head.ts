import type { ComponentChildren } from "preact";
import { type HeadElement, identityOf } from "./head_elements.ts";

/** Marks an element of `<head>` with the `key` it was rendered with. */
export const KEY_ATTRIBUTE = "data-key";

/** Brings the document's head up to date with what a `<Head>` now contains. */
export function updateHead(
  document: Document,
  elements: readonly HeadElement[],
): void {
  for (const vnode of elements) {
    if (vnode.type === "title") {
      document.title = textOf(vnode.props.children as ComponentChildren);
      continue;
    }
    const wanted = toElement(document, vnode);
    const existing = findMatch(document.head, vnode, wanted);
    if (existing?.isEqualNode(wanted)) continue;
    if (existing) existing.replaceWith(wanted);
    else document.head.append(wanted);
  }
}

function findMatch(
  head: HTMLHeadElement,
  vnode: HeadElement,
  wanted: Element,
): Element | undefined {
  const candidates = [...head.children];
  const equal = candidates.find((element) => element.isEqualNode(wanted));
  if (equal || identityOf(vnode) === undefined) return equal;

  const attribute = wanted.hasAttribute(KEY_ATTRIBUTE)
    ? KEY_ATTRIBUTE
    : wanted.id
    ? "id"
    : vnode.type === "meta"
    ? "name"
    : "rel";
  return candidates.find((element) =>
    element.localName === vnode.type &&
    element.getAttribute(attribute) === wanted.getAttribute(attribute)
  );
}

function toElement(document: Document, { type, key, props }: HeadElement) {
  const element = document.createElement(type);
  if (key !== undefined && key !== null) {
    element.setAttribute(KEY_ATTRIBUTE, String(key));
  }
  for (const [name, value] of Object.entries(props)) {
    if (name === "children" || value === null || value === undefined) continue;
    if (value === false || typeof value === "function") continue;
    element.setAttribute(
      name === "className" ? "class" : name,
      value === true ? "" : String(value),
    );
  }
  element.textContent = textOf(props.children as ComponentChildren);
  return element;
}

function textOf(children: ComponentChildren): string {
  if (Array.isArray(children)) return children.map(textOf).join("");
  return children === null || children === undefined ||
      typeof children === "boolean"
    ? ""
    : String(children);
}
