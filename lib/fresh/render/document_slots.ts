import type { ComponentChildren } from "preact";
import { currentPage } from "./page_state.ts";

/**
 * The content of `<head>`. What pages add is known only when they are rendered, so
 * a token holds the place until then.
 */
export function HeadContent(
  { children }: { children?: ComponentChildren },
): ComponentChildren {
  const page = currentPage();
  if (!page) return children;
  page.documentHead = children;
  return page.headToken;
}

/** The end of `<body>`, where scripts and hidden slots go. */
export function BodyEnd(): ComponentChildren {
  return currentPage()?.bodyToken;
}
