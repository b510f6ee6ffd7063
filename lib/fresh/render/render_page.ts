import {
  type ComponentChildren,
  Fragment,
  type FunctionComponent,
  h,
} from "preact";
import { componentsAround } from "../server/chrome.ts";
import { Context } from "../server/context.ts";
import type { PageComponent, PageProps } from "../types.ts";
import { documentHtml } from "./document_html.ts";

/** The constructor of async functions: such components are awaited. */
const AsyncFunction = (async () => {}).constructor;

/**
 * Renders `component` inside the layouts and the app wrapper of the request's route.
 *
 * @param init Status and headers of the response.
 */
export async function renderPage<State>(
  ctx: Context<State>,
  component: PageComponent<unknown, State>,
  data: unknown,
  init: ResponseInit,
): Promise<Response> {
  const { snapshot, chrome } = Context.scope(ctx);
  const around = componentsAround(chrome, ctx.url.pathname);
  const nothing = () => null;
  let tree = await element(component, propsOf(ctx, data, nothing));
  for (const outer of around.toReversed()) {
    const inner = tree;
    tree = await element(outer, propsOf(ctx, data, () => inner));
  }

  const html = documentHtml(
    h(Fragment, null, tree),
    snapshot,
    ctx.config.basePath,
  );
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) {
    headers.set("content-type", "text/html; charset=utf-8");
  }
  return new Response(html, { ...init, headers });
}

function propsOf<State>(
  ctx: Context<State>,
  data: unknown,
  Component: FunctionComponent,
): PageProps<unknown, State> {
  const { url, req, params, state, config, route, info, error, isPartial } =
    ctx;
  return {
    data,
    url,
    req,
    params,
    state,
    config,
    route,
    info,
    error,
    isPartial,
    Component,
  };
}

async function element<State>(
  component: PageComponent<unknown, State>,
  props: PageProps<unknown, State>,
): Promise<ComponentChildren> {
  if (component instanceof AsyncFunction) return await component(props);
  return h(component as FunctionComponent<PageProps<unknown, State>>, props);
}
