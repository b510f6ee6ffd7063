import { type ComponentType, h, options, type VNode } from "preact";
import { IslandBoundary } from "../islands/boundary.ts";
import { asset, assetSrcSet } from "../runtime/asset.ts";
import { BodyEnd, HeadContent } from "./document_slots.ts";
import { isPlain } from "../islands/plain.ts";

type Props = Record<string, unknown>;

const islands = new WeakSet<object>();
let installed = false;

/** Has `component` rendered inside a boundary from now on. */
export function markAsIsland(component: unknown): void {
  if (typeof component === "function") islands.add(component);
}

/**
 * Lets the layer see every element as it is created, through Preact's own hook:
 * islands get a boundary, `<head>` and `<body>` get room for what is added to them,
 * and images get URLs with a content hash.
 */
export function installVNodeHook(): void {
  if (installed) return;
  installed = true;
  const previous = options.vnode;
  options.vnode = (vnode) => {
    if (typeof vnode.type === "string") adjustElement(vnode as VNode<Props>);
    else if (islands.has(vnode.type ?? {}) && !isPlain()) addBoundary(vnode);
    previous?.(vnode);
  };
}

function addBoundary(vnode: VNode): void {
  const { type, props } = vnode;
  vnode.type = IslandBoundary as ComponentType<unknown>;
  Object.assign(vnode, { props: { component: type, props } });
}

function adjustElement(vnode: VNode<Props>): void {
  const { props } = vnode;
  switch (vnode.type) {
    case "head":
      props.children = h(HeadContent, null, props.children as VNode);
      return;
    case "body":
      props.children = [props.children, h(BodyEnd, null)];
      return;
    case "img":
    case "source":
      if ("data-fresh-disable-lock" in props) return;
      if (typeof props.src === "string") props.src = asset(props.src);
      for (const name of ["srcset", "srcSet"]) {
        const value = props[name];
        if (typeof value === "string") props[name] = assetSrcSet(value);
      }
  }
}
