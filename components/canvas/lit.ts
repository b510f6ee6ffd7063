import type { ReadonlySignal } from "@preact/signals";

/** Edges on which something happens this moment; each one can be watched alone. */
export type LitEdges = {
  readonly of: (edge: string) => ReadonlySignal<Lit | undefined>;
  /** How many there are. */
  readonly count: ReadonlySignal<number>;
};

export type Lit = {
  /** Rises with each event, so that the next one begins anew. */
  readonly beat: number;
  /** From the edge's end to its beginning. */
  readonly isBack: boolean;
};
