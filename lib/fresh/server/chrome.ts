import type { LayoutConfig, PageComponent } from "../types.ts";

/** A layout and what its file says about it. */
export interface Layout {
  readonly component: PageComponent<unknown, unknown>;
  readonly config: LayoutConfig;
  /** Tells whether it applies to a path. */
  covers(pathname: string): boolean;
}

/** What stands around a page: the app wrapper and the layouts, outermost first. */
export interface Chrome {
  readonly wrapper?: PageComponent<unknown, unknown>;
  readonly layouts: readonly Layout[];
  /** The route's own wishes. */
  readonly config: LayoutConfig;
}

/** Nothing around the page. */
export const NO_CHROME: Chrome = { layouts: [], config: {} };

/** The components around a page at `pathname`, outermost first. */
export function componentsAround(
  chrome: Chrome,
  pathname: string,
): PageComponent<unknown, unknown>[] {
  const layouts = chrome.config.skipInheritedLayouts
    ? []
    : chrome.layouts.filter((layout) => layout.covers(pathname));
  const first = layouts.findLastIndex((layout) =>
    layout.config.skipInheritedLayouts
  );
  const kept = layouts.slice(Math.max(first, 0));
  const skipsWrapper = chrome.config.skipAppWrapper ||
    kept.some((layout) => layout.config.skipAppWrapper);
  const components = kept.map((layout) => layout.component);
  return chrome.wrapper && !skipsWrapper
    ? [chrome.wrapper, ...components]
    : components;
}
