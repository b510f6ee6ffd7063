/** Edges on which something happens this moment, by their ids. */
export type LitEdges = ReadonlyMap<string, Lit>;

export type Lit = {
  /** Rises with each event, so that the next one begins anew. */
  readonly beat: number;
  /** From the edge's end to its beginning. */
  readonly isBack: boolean;
};
