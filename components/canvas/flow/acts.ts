import { createContext } from "preact";
import type { LitEdges } from "../lit.ts";

/** A node or an edge whose panel is wanted. */
export type Opened = {
  readonly kind: "node" | "edge";
  readonly id: string;
};

/** What one can do with a node or an edge of the drawing. */
export type Acts = {
  readonly open: (what: Opened) => void;
  /** Hides what is below a node, or shows it again. */
  readonly fold: (id: string) => void;
};

/** Reaches nodes past the library, without new data for each of them. */
export const CanvasActs = createContext<Acts>({
  open: () => {},
  fold: () => {},
});

/** Reaches edges the same way, so that one that lights up is drawn alone. */
export const CanvasLit = createContext<LitEdges | undefined>(undefined);
