import {
  batch,
  type ReadonlySignal,
  type Signal,
  signal,
} from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";

/**
 * Gives what each element shows as something that it can watch alone. It is
 * told of a change only when one of the fields is another one.
 *
 * @param faces By the ids of the elements.
 * @returns The same function while the same elements are there.
 */
export function useFaces<Face extends Readonly<Record<string, unknown>>>(
  faces: ReadonlyMap<string, Face>,
): (id: string) => ReadonlySignal<Face> {
  const signals = useRef(new Map<string, Signal<Face>>()).current;
  const latest = useRef(faces);
  latest.current = faces;
  useLayoutEffect(() =>
    batch(() => {
      for (const [id, known] of signals) {
        const face = faces.get(id);
        if (!face) signals.delete(id);
        else if (!isAlike(known.peek(), face)) known.value = face;
      }
    }), [faces]);

  return useMemo(() => (id) => {
    const known = signals.get(id);
    if (known) return known;
    const face = latest.current.get(id);
    if (!face) throw new Error(`Cannot draw "${id}": it is not in the graph`);
    const made = signal(face);
    signals.set(id, made);
    return made;
  }, []);
}

/** Statuses are remembered by their records, so that they are often the same. */
function isAlike(a: Readonly<Record<string, unknown>>, b: typeof a): boolean {
  return Object.keys(b).every((key) =>
    Object.is(a[key], b[key]) || areAlikeObjects(a[key], b[key])
  );
}

function areAlikeObjects(a: unknown, b: unknown): boolean {
  return typeof a === "object" && typeof b === "object" && a !== null &&
    b !== null &&
    isAlike(a as Record<string, unknown>, b as Record<string, unknown>);
}
