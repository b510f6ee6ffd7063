import { useEffect, useState } from "preact/hooks";
import type { LitEdges } from "@/components/canvas/lit.ts";
import { touchedEdges } from "@/components/canvas/touched_edges.ts";
import { fleet, listen } from "../live/store.ts";

/** Milliseconds that an edge stays lit after something happened on it. */
const LIT_MS = 2_500;

const NONE: LitEdges = new Map();

/** The edges on which something happened just now, by the events of the tab's stream. */
export function useLit(): LitEdges {
  const [lit, setLit] = useState(NONE);
  useEffect(() => {
    const ends = new Map<string, number>();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const putOut = () => {
      timer = undefined;
      const nowMs = performance.now();
      const over = [...ends].filter(([, endMs]) => endMs <= nowMs);
      for (const [edge] of over) ends.delete(edge);
      if (over.length > 0) {
        setLit((before) =>
          new Map([...before].filter(([edge]) => ends.has(edge)))
        );
      }
      if (ends.size > 0) timer = setTimeout(putOut, LIT_MS / 5);
    };

    const leave = listen((messages) => {
      const now = fleet.peek();
      if (!now) return;
      const touched = messages.flatMap((message) =>
        message.kind === "event"
          ? touchedEdges(message.event, now).map((touch) => ({
            ...touch,
            beat: message.event.seq,
          }))
          : []
      );
      if (touched.length === 0) return;
      const endMs = performance.now() + LIT_MS;
      for (const { edge } of touched) ends.set(edge, endMs);
      setLit((before) =>
        new Map([
          ...before,
          ...touched.map(({ edge, isBack, beat }) =>
            [edge, { isBack, beat }] as const
          ),
        ])
      );
      timer ??= setTimeout(putOut, LIT_MS);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
  return lit;
}
