/** How the platform is; a newer server may tell more. */
export type Health = {
  readonly status: "healthy" | "degraded";
  readonly version: string;
  readonly uptime_seconds: number;
  /** Whether agents can be started: `ready`, `demo`, `checking`, or what is in the way. */
  readonly claude: string;
  readonly demo: boolean;
  readonly agents: { readonly active: number; readonly max: number };
  readonly tasks: { readonly pending: number; readonly running: number };
  /** The newest event of the log. */
  readonly seq: number;
  readonly history: {
    readonly state: string;
    readonly backlog: number | null;
    readonly reason: string | null;
  };
  readonly store: { readonly state: string; readonly detail: string };
  readonly disk: {
    readonly state: string;
    readonly free_bytes: number | null;
  };
};

/** A backup that was made. */
export type Backup = {
  readonly path: string;
  readonly bytes: number;
  readonly encrypted: boolean;
  readonly created_at: string;
  /** The last event in it. */
  readonly seq: number;
};
