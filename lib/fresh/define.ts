import type {
  Middleware,
  PageComponent,
  RouteData,
  RouteHandler,
} from "./types.ts";

/** The typed identity functions of one app; see {@linkcode createDefine}. */
export interface Define<State> {
  /** Types the handlers of a route; `define.page<typeof handler>` reads them. */
  handlers<H extends RouteHandler<unknown, State>>(handlers: H): H;
  /** Types a page, with `data` as the handlers `H` give it. */
  page<H = never>(
    component: PageComponent<
      [H] extends [never] ? unknown : RouteData<H>,
      State
    >,
  ): PageComponent<[H] extends [never] ? unknown : RouteData<H>, State>;
  /** Types a middleware. */
  middleware<M extends Middleware<State>>(middleware: M): M;
  /** Types a layout. */
  layout(
    component: PageComponent<unknown, State>,
  ): PageComponent<unknown, State>;
}

/**
 * Makes `define`, which carries the app's `State` into every route, so that no
 * file has to spell out types. Each of its functions returns its argument.
 */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (component) => component,
    middleware: (middleware) => middleware,
    layout: (component) => component,
  };
}
