/**
 * The server side of a layer with the Fresh 2 API: what an app imports as `fresh`.
 *
 * @module
 */
export { App } from "./server/app.ts";
export type { RouteDefinition } from "./server/commands.ts";
export type { Context, Context as FreshContext } from "./server/context.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./http_error.ts";
export { page } from "./page.ts";
export { staticFiles } from "./server/static_files.ts";
export type {
  FreshConfig,
  HandlerByMethod,
  HandlerFn,
  Island,
  LayoutConfig,
  Lazy,
  ListenOptions,
  MaybeLazy,
  Method,
  Middleware,
  MiddlewareFn,
  PageProps,
  PageResponse,
  ResolvedFreshConfig,
  RouteConfig,
  RouteData,
  RouteHandler,
} from "./types.ts";
