import type {
  LayoutConfig,
  MaybeLazy,
  Method,
  Middleware,
  PageComponent,
  RouteConfig,
  RouteHandler,
} from "../types.ts";

/** A route in code: what a file in `routes/` exports, as one object. */
export interface RouteDefinition<State> {
  readonly component?: PageComponent<unknown, State>;
  readonly handler?: RouteHandler<unknown, State>;
  readonly config?: RouteConfig;
}

/** What answers an error: a middleware, or a route with a component. */
export type ErrorRoute<State> = Middleware<State> | RouteDefinition<State>;

/** One call on `App`, kept in order until the first request compiles them. */
export type Command<State> =
  | {
    readonly type: "use";
    /** `*` for every request. */
    readonly path: string;
    readonly middlewares: readonly MaybeLazy<Middleware<State>>[];
  }
  | {
    readonly type: "handle";
    readonly method: Method | "ALL";
    readonly path: string;
    readonly middlewares: readonly MaybeLazy<Middleware<State>>[];
  }
  | {
    readonly type: "route";
    readonly path: string;
    readonly route: RouteDefinition<State>;
  }
  | { readonly type: "files"; readonly path: string }
  | {
    readonly type: "layout";
    readonly path: string;
    readonly component: PageComponent<unknown, State>;
    readonly config: LayoutConfig;
  }
  | {
    readonly type: "wrapper";
    readonly component: PageComponent<unknown, State>;
  }
  | {
    readonly type: "error";
    readonly path: string;
    readonly route: ErrorRoute<State>;
  }
  | { readonly type: "missing"; readonly route: ErrorRoute<State> };

/** `command` as it reads when its app is mounted at `path`. */
export function underPath<State>(
  path: string,
  command: Command<State>,
): Command<State> {
  if (command.type === "wrapper" || command.type === "missing") return command;
  return { ...command, path: joinPaths(path, command.path) };
}

/** Joins two path patterns; `/` and `*` add nothing to a longer one. */
export function joinPaths(base: string, path: string): string {
  const prefix = base.replace(/\/?\*?$/, "");
  if (path === "*") return prefix === "" ? "*" : `${prefix}/*`;
  if (path === "/" || path === "") return prefix === "" ? "/" : prefix;
  return prefix + (path.startsWith("/") ? path : `/${path}`);
}
