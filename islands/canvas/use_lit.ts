import { batch, type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Lit, LitEdges } from "@/components/canvas/lit.ts";
import { touchedEdges } from "@/components/canvas/touched_edges.ts";
import { fleet, listen } from "../live/store.ts";

/** Milliseconds that an edge stays lit after something happened on it. */
const LIT_MS = 2_500;

/**
 * The edges on which something happened just now, by the events of the tab's
 * stream. Only those that light up or go out are drawn anew.
 */
export function useLit(): LitEdges {
  const lit = useMemo(litEdges, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const putOut = () => {
      timer = lit.putOut(performance.now())
        ? setTimeout(putOut, LIT_MS / 5)
        : undefined;
    };

    const leave = listen((messages) => {
      const now = fleet.peek();
      if (!now) return;
      const touched = messages.flatMap((message) =>
        message.kind === "event"
          ? touchedEdges(message.event, now).map(({ edge, isBack }) =>
            [edge, { isBack, beat: message.event.seq }] as const
          )
          : []
      );
      if (touched.length === 0) return;
      lit.light(touched, performance.now() + LIT_MS);
      timer ??= setTimeout(putOut, LIT_MS);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
  return lit;
}

function litEdges() {
  const edges = new Map<string, Signal<Lit | undefined>>();
  const ends = new Map<string, number>();
  const count = signal(0);
  const of = (edge: string) => {
    const known = edges.get(edge) ?? signal<Lit | undefined>(undefined);
    edges.set(edge, known);
    return known;
  };
  return {
    of,
    count,
    light: (touched: readonly (readonly [string, Lit])[], endMs: number) =>
      batch(() => {
        for (const [edge, light] of touched) {
          of(edge).value = light;
          ends.set(edge, endMs);
        }
        count.value = ends.size;
      }),
    /** Puts out what is over; says whether some are still lit. */
    putOut: (nowMs: number): boolean =>
      batch(() => {
        for (const [edge, endMs] of ends) {
          if (endMs > nowMs) continue;
          ends.delete(edge);
          of(edge).value = undefined;
        }
        count.value = ends.size;
        return ends.size > 0;
      }),
  };
}
