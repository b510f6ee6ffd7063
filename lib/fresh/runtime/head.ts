import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { headCollector } from "./head_collector.ts";
import { headElements } from "./head_elements.ts";
import { updateHead } from "./update_head.ts";

/**
 * Puts its children into the document's `<head>`. The last one rendered wins when
 * two elements are the same: titles, or elements with the same `key`, `id`, meta
 * `name` or single link `rel`. In an island it follows the island's state.
 */
export function Head({ children }: { children?: ComponentChildren }): null {
  const elements = headElements(children);
  headCollector()?.(elements);
  useEffect(() => updateHead(document, elements));
  return null;
}
