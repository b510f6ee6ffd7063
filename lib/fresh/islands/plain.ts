import { type ComponentType, h, type VNode } from "preact";

let plain = false;

/** True while an island's own element is created, which needs no boundary. */
export function isPlain(): boolean {
  return plain;
}

/** The element of an island's component, without a boundary around it. */
export function plainElement(
  component: ComponentType<Record<string, unknown>>,
  props: Record<string, unknown>,
): VNode {
  plain = true;
  try {
    return h(component, props) as VNode;
  } finally {
    plain = false;
  }
}
