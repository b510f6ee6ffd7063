import { useEffect, useRef, useState } from "preact/hooks";
import type { Graph } from "@/components/canvas/graph.ts";
import {
  type Place,
  placeNew,
  type Places,
  placesIn,
} from "@/components/canvas/places.ts";

/** Milliseconds in which nodes go to their new places. */
const TIDY_MS = 350;

type Placing = {
  /** Undefined until the first layout is there. */
  readonly places: Places | undefined;
  readonly move: (id: string, place: Place) => void;
  /** Lays everything out anew; done when all nodes are where they belong. */
  readonly tidy: () => Promise<void>;
};

/**
 * Where the nodes are. What has a place keeps it when the graph changes; a
 * first visit is laid out as a whole.
 *
 * @param shown The graph without what is folded away, which alone is laid out.
 * @param start What the browser kept from an earlier visit; asked for once, when it may be.
 */
export function usePlaces(
  graph: Graph,
  shown: Graph,
  start: () => Places,
): Placing {
  const [places, setPlaces] = useState<Places>();
  const latest = useRef(shown);
  latest.current = shown;
  const frame = useRef(0);
  const current = useRef<Places>();

  const layOut = async () => {
    const { tidy } = await import("@/components/canvas/tidy.ts");
    return tidy(latest.current);
  };

  useEffect(() => {
    let isGone = false;
    const known = placesIn(graph, start());
    if (Object.keys(known).length > 0) setPlaces(known);
    else void layOut().then((fresh) => isGone || setPlaces(fresh));
    return () => {
      isGone = true;
      cancelAnimationFrame(frame.current);
    };
  }, []);

  const placed = places && placeNew(graph, places);
  current.current = placed;
  useEffect(() => {
    if (placed && placed !== places) setPlaces(placed);
  }, [placed]);

  return {
    places: placed,
    move: (id, place) =>
      setPlaces((before) => before && { ...before, [id]: place }),
    tidy: async () => {
      const to = await layOut();
      cancelAnimationFrame(frame.current);
      const from = current.current ?? to;
      const beganMs = performance.now();
      const lasts = isStill() ? 0 : TIDY_MS;
      await new Promise<void>((done) => {
        const step = (nowMs: number) => {
          const share = lasts === 0
            ? 1
            : Math.min(1, Math.max(0, nowMs - beganMs) / lasts);
          const moved = between(from, to, share);
          setPlaces((before) => ({ ...before, ...moved }));
          if (share < 1) {
            frame.current = requestAnimationFrame(step);
            return;
          }
          // What is folded away finds its place anew, near what it belongs to.
          setPlaces((before) => keptAfter(before ?? {}, from, to));
          done();
        };
        frame.current = requestAnimationFrame(step);
      });
    },
  };
}

/** Without what had a place before and has none in the new layout. */
function keptAfter(places: Places, from: Places, to: Places): Places {
  return Object.fromEntries(
    Object.entries(places).filter(([id]) => to[id] || !from[id]),
  );
}

/** Whether the person wants nothing to move. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Places on the way from one layout to another, slowing down at the end. */
function between(from: Places, to: Places, share: number): Places {
  const eased = 1 - (1 - share) ** 3;
  return Object.fromEntries(
    Object.entries(to).map(([id, end]) => {
      const begin = from[id] ?? end;
      return [id, {
        x: Math.round(begin.x + (end.x - begin.x) * eased),
        y: Math.round(begin.y + (end.y - begin.y) * eased),
      }];
    }),
  );
}
