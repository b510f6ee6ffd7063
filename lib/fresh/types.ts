import type { ComponentChildren, FunctionComponent } from "preact";
import type { Context } from "./server/context.ts";

/** The HTTP methods a route can have a handler for. */
export type Method =
  | "GET"
  | "HEAD"
  | "POST"
  | "PUT"
  | "PATCH"
  | "DELETE"
  | "OPTIONS";

/** What a handler returns to have the route's component rendered with `data`. */
export interface PageResponse<Data> {
  readonly data: Data;
  readonly status?: number;
  readonly headers?: HeadersInit;
}

/** Sees a request on its way in and the response on its way out. */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** Another name of {@linkcode Middleware}, kept because Fresh has both. */
export type MiddlewareFn<State> = Middleware<State>;

/** A value, or a function that loads it the first time it is needed. */
export type Lazy<T> = () => Promise<T>;
export type MaybeLazy<T> = T | Lazy<T>;

/** Answers one request, with a response or with data for the page. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

/** One handler for each method the route answers. */
export type HandlerByMethod<Data, State> = {
  readonly [M in Method]?: HandlerFn<Data, State>;
};

/** A route's handlers: one function for all methods, or one for each. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

type DataOf<Returned> = Returned extends PageResponse<infer Data> ? Data
  : never;
type ReturnedBy<Handler> = Handler extends (...args: never[]) => infer Returned
  ? Awaited<Returned>
  : never;

/** The data the handlers `H` may hand to their page. */
export type RouteData<H> = H extends (...args: never[]) => unknown
  ? DataOf<ReturnedBy<H>>
  : { [M in keyof H]: DataOf<ReturnedBy<H[M]>> }[keyof H];

/** What a page, a layout, an error page or the app wrapper is rendered with. */
export interface PageProps<Data = unknown, State = unknown> {
  readonly data: Data;
  readonly url: URL;
  readonly req: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly state: State;
  readonly config: ResolvedFreshConfig;
  readonly route: string | null;
  readonly info: Deno.ServeHandlerInfo;
  readonly error: unknown | null;
  readonly isPartial: boolean;
  /** What a layout or the app wrapper stands around. */
  readonly Component: FunctionComponent;
}

/** A server component: like any other, but it may be async. */
export type PageComponent<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Promise<ComponentChildren>;

/** The exported `config` of a layout. */
export interface LayoutConfig {
  /** Leave out the app wrapper. */
  readonly skipAppWrapper?: boolean;
  /** Leave out the layouts further out than this one. */
  readonly skipInheritedLayouts?: boolean;
}

/** The exported `config` of a route. */
export interface RouteConfig extends LayoutConfig {
  /** A URLPattern that replaces the one made from the file's name. */
  readonly routeOverride?: string;
}

/** What the `App` constructor takes. */
export interface FreshConfig {
  /** Path the whole app lives under, such as `/my-app`. */
  readonly basePath?: string;
  /** Let `ctx.url` follow X-Forwarded-Proto and X-Forwarded-Host. */
  readonly trustProxy?: boolean;
}

/** The configuration as handlers see it on `ctx.config`. */
export interface ResolvedFreshConfig {
  readonly basePath: string;
  readonly trustProxy: boolean;
  /** Absolute path of the project. */
  readonly root: string;
  readonly mode: "development" | "production";
}

/** A component that also runs in the browser. */
export type Island = FunctionComponent<Record<string, unknown>>;

/** What `app.listen()` takes; everything `Deno.serve` does over TCP. */
export type ListenOptions = Partial<
  Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem
>;
