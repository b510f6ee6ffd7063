import type { FsRouteModule } from "../routing/fs_routes.ts";

/** One file a browser may ask for. There is no other way to a file. */
export interface ServedFile {
  readonly contentType: string;
  /** Hash of the content, used as ETag and in `asset()` URLs. */
  readonly hash: string;
  /** True when the hash is part of the path, so the content never changes. */
  readonly immutable: boolean;
  readonly sizeBytes: number;
  /** Opens the content; the reader closes it by reading or cancelling. */
  open(): Promise<BodyInit>;
}

/** An island module: its exported components, and the browser's version of it. */
export interface IslandModule {
  /** Path inside the project, for error messages. */
  readonly file: string;
  /** URL path of the module for the browser. */
  readonly chunk: string;
  /** URL paths of the chunks it imports, to load them in parallel. */
  readonly imports: readonly string[];
  readonly module: Readonly<Record<string, unknown>>;
}

/** Everything a build knows that serving needs. */
export interface Snapshot {
  readonly root: string;
  readonly mode: "development" | "production";
  readonly routes: readonly FsRouteModule[];
  readonly islands: readonly IslandModule[];
  readonly files: ReadonlyMap<string, ServedFile>;
  /** URL path of the script that starts islands, and the chunks it imports. */
  readonly boot: {
    readonly chunk: string;
    readonly imports: readonly string[];
  };
  /** URL path of a script for every page; the development server's reload. */
  readonly pageScript?: string;
}

/** What an app has before any build: no routes, islands or files. */
export const EMPTY_SNAPSHOT: Snapshot = {
  root: "",
  mode: "production",
  routes: [],
  islands: [],
  files: new Map(),
  boot: { chunk: "", imports: [] },
};

const attached = new WeakMap<object, Snapshot>();

/** Gives `app` the outcome of a build; from then on it serves that. */
export function attachSnapshot(app: object, snapshot: Snapshot): void {
  attached.set(app, snapshot);
}

/** The build given to `app`, or an empty one. */
export function snapshotOf(app: object): Snapshot {
  return attached.get(app) ?? EMPTY_SNAPSHOT;
}
