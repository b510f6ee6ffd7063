import type {
  FreshConfig,
  LayoutConfig,
  ListenOptions,
  MaybeLazy,
  Method,
  Middleware,
  PageComponent,
  ResolvedFreshConfig,
} from "../types.ts";
import { prepareRendering } from "../render/prepare.ts";
import {
  type Command,
  type ErrorRoute,
  type RouteDefinition,
  underPath,
} from "./commands.ts";
import { handleRequest } from "./handle_request.ts";
import { RouteTable } from "./route_table.ts";
import { snapshotOf } from "./snapshot.ts";

type Handler = (
  req: Request,
  info?: Deno.ServeHandlerInfo,
) => Promise<Response>;
type Steps<State> = readonly MaybeLazy<Middleware<State>>[];

/** What stands in for the connection when a caller passes none. */
const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/**
 * An app: middlewares, routes, layouts and error pages, applied from top to bottom.
 * Each route gets what was registered before it. Nothing runs before `handler()`.
 */
export class App<State> {
  readonly #commands: Command<State>[] = [];
  readonly #config: FreshConfig;

  constructor(config: FreshConfig = {}) {
    this.#config = config;
  }

  /** The configuration with its defaults. */
  get config(): ResolvedFreshConfig {
    const { root, mode } = snapshotOf(this);
    return {
      basePath: (this.#config.basePath ?? "").replace(/\/+$/, ""),
      trustProxy: this.#config.trustProxy ?? false,
      root,
      mode,
    };
  }

  /** Adds middlewares, for all requests or for `path` and below. */
  use(...middlewares: Steps<State>): this;
  use(path: string, ...middlewares: Steps<State>): this;
  use(
    first: string | MaybeLazy<Middleware<State>>,
    ...rest: Steps<State>
  ): this {
    const [path, middlewares] = typeof first === "string"
      ? [first, rest]
      : ["*", [first, ...rest]];
    return this.#push({ type: "use", path, middlewares });
  }

  /** Answers GET, and HEAD unless `head` is registered, at `path`. */
  get(path: string, ...steps: Steps<State>): this {
    return this.#handle("GET", path, steps);
  }

  /** Answers POST at `path`. */
  post(path: string, ...steps: Steps<State>): this {
    return this.#handle("POST", path, steps);
  }

  /** Answers PUT at `path`. */
  put(path: string, ...steps: Steps<State>): this {
    return this.#handle("PUT", path, steps);
  }

  /** Answers PATCH at `path`. */
  patch(path: string, ...steps: Steps<State>): this {
    return this.#handle("PATCH", path, steps);
  }

  /** Answers DELETE at `path`. */
  delete(path: string, ...steps: Steps<State>): this {
    return this.#handle("DELETE", path, steps);
  }

  /** Answers HEAD at `path`. */
  head(path: string, ...steps: Steps<State>): this {
    return this.#handle("HEAD", path, steps);
  }

  /** Answers OPTIONS at `path`. */
  options(path: string, ...steps: Steps<State>): this {
    return this.#handle("OPTIONS", path, steps);
  }

  /** Answers every method at `path`. */
  all(path: string, ...steps: Steps<State>): this {
    return this.#handle("ALL", path, steps);
  }

  /** Answers at `path` with a component and its handlers. */
  route(path: string, route: RouteDefinition<State>): this {
    return this.#push({ type: "route", path, route });
  }

  /** Puts the routes folder here, below `path`. */
  fsRoutes(path = "/"): this {
    return this.#push({ type: "files", path });
  }

  /** Sets what renders the document around all pages. */
  appWrapper(component: PageComponent<unknown, State>): this {
    return this.#push({ type: "wrapper", component });
  }

  /** Wraps pages at `path` and below; `*` is all of them. */
  layout(
    path: string,
    component: PageComponent<unknown, State>,
    config: LayoutConfig = {},
  ): this {
    return this.#push({ type: "layout", path, component, config });
  }

  /** Answers errors of routes registered after this call, at `path` and below. */
  onError(path: string, route: ErrorRoute<State>): this {
    return this.#push({ type: "error", path, route });
  }

  /** Answers every 404. */
  notFound(route: ErrorRoute<State>): this {
    return this.#push({ type: "missing", route });
  }

  /** Adds everything registered on `app` so far, below `path`. */
  mountApp(path: string, app: App<State>): this {
    for (const command of app.#commands) this.#push(underPath(path, command));
    return this;
  }

  /**
   * The app as a function. What the caller passes as `info` is `ctx.info`; it may
   * carry more than `Deno.serve` gives.
   */
  handler(): Handler {
    const snapshot = snapshotOf(this);
    const config = this.config;
    // Which state type the commands share does not matter from here on.
    const commands = this.#commands as unknown as Command<unknown>[];
    const table = new RouteTable(commands, snapshot, config.basePath);
    prepareRendering(snapshot);
    return (req, info = NO_CONNECTION) =>
      handleRequest(req, info, table, config);
  }

  /** Serves the app until the server is shut down. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await Deno.serve(options, this.handler()).finished;
  }

  #handle(method: Method | "ALL", path: string, middlewares: Steps<State>) {
    return this.#push({ type: "handle", method, path, middlewares });
  }

  #push(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }
}
