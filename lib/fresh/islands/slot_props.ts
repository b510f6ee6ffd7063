import { Signal } from "@preact/signals";
import { h, isValidElement, type VNode } from "preact";
import type { SlotUse } from "../render/page_state.ts";
import { Slot } from "./boundary.ts";

/**
 * The props of an island with each piece of JSX replaced by a slot, which is added to
 * `slots`. Looks into arrays and plain objects, and leaves all else as it is.
 */
export function slotProps(
  props: Record<string, unknown>,
  slots: SlotUse[],
): Record<string, unknown> {
  const seen = new WeakSet<object>();
  const replace = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    // Signals pass for elements, so that JSX can hold them.
    if (value instanceof Signal) return value;
    if (isValidElement(value)) return slotFor(value as VNode, slots);
    if (seen.has(value)) return value;
    seen.add(value);
    if (Array.isArray(value)) {
      const replaced = value.map(replace);
      return replaced.some((item, i) => item !== value[i]) ? replaced : value;
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    const entries = Object.entries(value).map(([k, v]) => [k, v, replace(v)]);
    return entries.some(([, before, after]) => before !== after)
      ? Object.fromEntries(entries.map(([k, , after]) => [k, after]))
      : value;
  };
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name, replace(value)]),
  );
}

function slotFor(content: VNode, slots: SlotUse[]): VNode<{ id: number }> {
  if (content.type === Slot) return content as VNode<{ id: number }>;
  const id = slots.push({ content, rendered: false }) - 1;
  return h(Slot, { id });
}
