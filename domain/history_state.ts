/** How the history follows the log. Live state and the pages do not depend on it. */
export type HistoryState =
  /** It is being opened for the first time in this life of the server. */
  | { readonly kind: "opening" }
  /** Everything up to `seq` is in it, and that is about all there is. */
  | { readonly kind: "healthy"; readonly seq: number }
  /** It takes what comes, but later than it comes. */
  | {
    readonly kind: "behind";
    readonly seq: number;
    /** Events of the log that it does not have yet. */
    readonly backlog: number;
  }
  /** It cannot be written; the log keeps everything meanwhile. */
  | {
    readonly kind: "away";
    readonly since: string;
    readonly backlog: number;
    readonly reason: string;
  };
