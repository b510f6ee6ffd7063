import { cloneElement, type ComponentChildren, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import {
  flatten,
  type HeadElement,
  identityOf,
} from "../runtime/head_elements.ts";
import { KEY_ATTRIBUTE } from "../runtime/update_head.ts";

/**
 * The HTML inside `<head>`: what the document has itself, with elements replaced by
 * the last one of the same identity from `<Head>`, then what is new.
 */
export function headHtml(
  documentHead: ComponentChildren,
  added: readonly HeadElement[],
): string {
  const latest = new Map<string, HeadElement>();
  for (const element of added) {
    const identity = identityOf(element);
    if (identity !== undefined) latest.set(identity, element);
  }

  const html = flatten(documentHead).map((vnode) => {
    const identity = typeof vnode.type === "string"
      ? identityOf(vnode as HeadElement)
      : undefined;
    const winner = identity === undefined ? undefined : latest.get(identity);
    if (winner && identity !== undefined) latest.delete(identity);
    return elementHtml(winner ?? vnode);
  });
  const rest = new Set(
    added
      .filter((element) => {
        const identity = identityOf(element);
        return identity === undefined || latest.get(identity) === element;
      })
      .map(elementHtml),
  );
  return [...html, ...rest].join("");
}

function elementHtml(vnode: VNode): string {
  const keyed = vnode.key === undefined || vnode.key === null ||
      typeof vnode.type !== "string"
    ? vnode
    : cloneElement(vnode, { [KEY_ATTRIBUTE]: vnode.key });
  return renderToString(keyed);
}
