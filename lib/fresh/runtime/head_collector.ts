import type { HeadElement } from "./head_elements.ts";

type Collector = (elements: readonly HeadElement[]) => void;
let current: Collector | undefined;

/** Where `<Head>` hands its elements while a page is rendered; nowhere otherwise. */
export function headCollector(): Collector | undefined {
  return current;
}

/** Sets the collector for the synchronous call of `render`. */
export function collectHead<T>(collector: Collector, render: () => T): T {
  const previous = current;
  current = collector;
  try {
    return render();
  } finally {
    current = previous;
  }
}
