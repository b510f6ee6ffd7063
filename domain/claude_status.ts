/** Whether agents can be started, and if not, why: shown on the page with what to do. */
export type ClaudeStatus =
  | { readonly kind: "checking" }
  | { readonly kind: "missing"; readonly message: string }
  | { readonly kind: "broken"; readonly message: string }
  | {
    readonly kind: "signed_out";
    readonly path: string;
    readonly version?: string | undefined;
  }
  | {
    readonly kind: "ready";
    readonly path: string;
    /** Where the credentials come from, in the CLI's own words. */
    readonly source: string;
    /** As the program tells it; it may not. */
    readonly version?: string | undefined;
  }
  /** The real CLI on the scripted model: no account, no network, no cost. */
  | {
    readonly kind: "demo";
    readonly path: string;
    readonly version?: string | undefined;
  };
