import {
  type ComponentChildren,
  Fragment,
  isValidElement,
  type VNode,
} from "preact";

/** An element meant for `<head>`, with its attributes. */
export type HeadElement = VNode<Record<string, unknown>> & {
  readonly type: string;
};

/** The `<link rel>` values of which a document has at most one. */
const SINGLE_RELS: ReadonlySet<unknown> = new Set([
  "canonical",
  "icon",
  "manifest",
]);

/** All children in order, with arrays and fragments opened up. */
export function flatten(children: ComponentChildren): VNode[] {
  if (Array.isArray(children)) return children.flatMap(flatten);
  if (!isValidElement(children)) return [];
  if (children.type === Fragment) return flatten(children.props.children);
  return [children as VNode];
}

/** Only the plain elements among `children`. */
export function headElements(children: ComponentChildren): HeadElement[] {
  return flatten(children).filter((vnode): vnode is HeadElement =>
    typeof vnode.type === "string"
  );
}

/**
 * What makes two head elements the same one: the title is unique, then `key`, `id`,
 * a meta's `name`, a link's `rel` count, in this order. `undefined` never matches.
 */
export function identityOf({ type, key, props }: HeadElement) {
  if (type === "title") return "title";
  if (key !== undefined && key !== null) return `${type} key ${key}`;
  if (typeof props.id === "string") return `${type} id ${props.id}`;
  if (type === "meta" && typeof props.name === "string") {
    return `meta name ${props.name}`;
  }
  if (type === "link" && SINGLE_RELS.has(props.rel)) {
    return `link rel ${props.rel}`;
  }
  return undefined;
}
