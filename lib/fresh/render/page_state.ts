import type { ComponentChildren, VNode } from "preact";
import type { HeadElement } from "../runtime/head_elements.ts";
import type { IslandModule, Snapshot } from "../server/snapshot.ts";

/** An exported component of an island module. */
export interface IslandExport {
  readonly island: IslandModule;
  readonly name: string;
}

/** An island on the page being rendered. */
export interface IslandUse extends IslandExport {
  readonly props: Record<string, unknown>;
}

/** JSX from the server that was passed to an island. */
export interface SlotUse {
  readonly content: VNode;
  /** False while only the browser may come to show it. */
  rendered: boolean;
}

/** What comes to light while one page is rendered. */
export interface PageState {
  readonly snapshot: Snapshot;
  readonly basePath: string;
  readonly components: ReadonlyMap<unknown, IslandExport>;
  readonly islands: IslandUse[];
  readonly slots: SlotUse[];
  /** From `<Head>`, in the order of rendering. */
  readonly headElements: HeadElement[];
  /** What the app wrapper itself has in `<head>`, once that was rendered. */
  documentHead?: ComponentChildren;
  /** Text that stands for the content of `<head>` and the end of `<body>`. */
  readonly headToken: string;
  readonly bodyToken: string;
}

let current: PageState | undefined;

/** The page that is being rendered right now, if any. */
export function currentPage(): PageState | undefined {
  return current;
}

/** Makes `page` the current one during the synchronous call of `render`. */
export function withPage<T>(page: PageState, render: () => T): T {
  const previous = current;
  current = page;
  try {
    return render();
  } finally {
    current = previous;
  }
}
