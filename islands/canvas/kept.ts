import type { Places } from "@/components/canvas/places.ts";

const KEY = "vamp.workflow";

/** What a browser keeps of the drawing: where things are, and what is folded. */
export type Kept = {
  readonly places: Places;
  readonly folded: readonly string[];
};

const NOTHING: Kept = { places: {}, folded: [] };

/** What was kept last; nothing when the browser keeps nothing, or it cannot be read. */
export function readKept(): Kept {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof told !== "object" || told === null) return NOTHING;
    const { places, folded } = told as Record<string, unknown>;
    return {
      places: Object.fromEntries(
        Object.entries(places ?? {}).flatMap(([id, place]) =>
          isPlace(place) ? [[id, { x: place.x, y: place.y }]] : []
        ),
      ),
      folded: Array.isArray(folded)
        ? folded.filter((id) => typeof id === "string")
        : [],
    };
  } catch {
    return NOTHING;
  }
}

/** Keeps it for the next visit; without room or leave to do so, it is lost. */
export function keep(kept: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch { /* the drawing works without it */ }
}

function isPlace(value: unknown): value is { x: number; y: number } {
  if (typeof value !== "object" || value === null) return false;
  const { x, y } = value as Record<string, unknown>;
  return Number.isFinite(x) && Number.isFinite(y);
}
