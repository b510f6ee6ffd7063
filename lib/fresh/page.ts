import type { PageResponse } from "./types.ts";

/** Status and headers of the response that {@linkcode page} leads to. */
export interface PageOptions {
  readonly status?: number;
  readonly headers?: HeadersInit;
}

/** Asks, from a handler, for the route's component to be rendered without data. */
export function page(): PageResponse<undefined>;
/** Asks, from a handler, for the route's component to be rendered with `data`. */
export function page<Data>(
  data: Data,
  options?: PageOptions,
): PageResponse<Data>;
export function page<Data>(
  data?: Data,
  options?: PageOptions,
): PageResponse<Data | undefined> {
  return { data, ...options };
}
