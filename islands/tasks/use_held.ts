import { useRef, useState } from "preact/hooks";
import { heldCount, withMoved } from "@/components/tasks/held.ts";
import type { Layout } from "@/components/tasks/layout.ts";

/**
 * Keeps rows where they are while somebody is at them. What they show of each
 * task goes on changing in place; tasks that came or moved are counted until
 * they are asked for.
 *
 * @param key What the person chose to see: another one shows all at once.
 */
export function useHeld(live: Layout, key: string, isHeld: boolean) {
  const kept = useRef({ key, layout: live });
  const mine = useRef(new Set<string>());
  const [, paint] = useState(0);
  if (!isHeld || kept.current.key !== key) {
    kept.current = { key, layout: live };
    mine.current.clear();
  } else if (mine.current.size > 0) {
    const layout = withMoved(kept.current.layout, live, mine.current);
    kept.current = { key, layout };
  }
  const shown = kept.current.layout;
  return {
    shown,
    held: heldCount(shown, live),
    release: () => {
      kept.current = { key, layout: live };
      paint((n) => n + 1);
    },
    /** This tab moves these: they go to their places at once. */
    letThrough: (ids: readonly string[]) => {
      for (const id of ids) mine.current.add(id);
    },
  };
}
