/** Reads the whole of a text that is held in part; undefined when it cannot. */
export type LoadFull = (n: number) => Promise<string | undefined>;

/** Which folds the reader opened and closed, beyond the life of a line. */
export type Folds = {
  readonly get: (n: number) => boolean | undefined;
  readonly set: (n: number, isOpen: boolean) => void;
};

/** What all lines of one transcript have in common. */
export type RowView = {
  readonly agentId: string;
  readonly agentName: string;
  /** Where the agent works: paths inside it are shown without it. */
  readonly folder: string;
  readonly loadFull: LoadFull;
  readonly folds: Folds;
  /** A closed fold has nothing in it; without scripts, all of it is there. */
  readonly isLean: boolean;
};

/** How one line is to be shown now. */
export type RowNow = {
  /** It is the one that the reader came for. */
  readonly isMarked: boolean;
  /** What the reader looks for in it, when it is the marked one. */
  readonly sought: string;
  /** The agent works: a call without a result runs. */
  readonly isBusy: boolean;
  /** Milliseconds since 1970; it matters to calls that run. */
  readonly nowMs: number;
};
