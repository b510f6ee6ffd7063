import type { VNode } from "preact";
import { renderPage } from "../render/render_page.ts";
import type { ResolvedFreshConfig } from "../types.ts";
import { type Chrome, NO_CHROME } from "./chrome.ts";
import type { Snapshot } from "./snapshot.ts";

/** What the layer itself knows of a request, out of reach of app code. */
export interface RequestScope {
  readonly snapshot: Snapshot;
  /** What pages of this request are wrapped in. */
  chrome: Chrome;
}

/**
 * One request on its way through the app, shared by its middlewares, its handler
 * and its page.
 */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  readonly req: Request;
  readonly url: URL;
  /** About the connection, as `Deno.serve` or the caller of the handler gave it. */
  readonly info: Deno.ServeHandlerInfo;
  /** Written by middlewares, read by all that follow. */
  readonly state: State = {} as State;
  /** Values of the dynamic parts of the route's pattern. */
  params: Record<string, string> = {};
  /** Pattern of the route that answers, `null` when none matches. */
  route: string | null = null;
  /** What was thrown, on error pages; else `null`. */
  error: unknown = null;
  /** Partial updates are not part of this layer. */
  readonly isPartial: boolean = false;
  /** Runs what comes after this middleware. */
  next: () => Promise<Response>;

  readonly #scope: RequestScope;

  /** @internal Made by `App.handler()`. */
  constructor(
    req: Request,
    url: URL,
    info: Deno.ServeHandlerInfo,
    config: ResolvedFreshConfig,
    snapshot: Snapshot,
  ) {
    this.req = req;
    this.url = url;
    this.info = info;
    this.config = config;
    this.#scope = { snapshot, chrome: NO_CHROME };
    this.next = () =>
      Promise.reject(new Error("Cannot go on: no middleware is running"));
  }

  /**
   * A response that sends the browser to `location`. Leading slashes are reduced
   * to one, so that a path from outside cannot name another host.
   */
  redirect(location: string, status = 302): Response {
    const target = location.startsWith("/") || location.startsWith("\\")
      ? `/${location.replace(/^[/\\]+/, "")}`
      : location;
    return new Response(null, { status, headers: { location: target } });
  }

  /** A page of `vnode` inside the layouts and the app wrapper that apply here. */
  render(vnode: VNode, init: ResponseInit = {}): Promise<Response> {
    return renderPage(this, () => vnode, undefined, init);
  }

  /** @internal */
  static scope<State>(ctx: Context<State>): RequestScope {
    return ctx.#scope;
  }
}
