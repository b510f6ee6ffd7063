import { HttpError } from "../http_error.ts";
import { renderPage } from "../render/render_page.ts";
import type {
  HandlerFn,
  Method,
  PageResponse,
  RouteHandler,
} from "../types.ts";
import type { RouteDefinition } from "./commands.ts";
import type { Context } from "./context.ts";

/**
 * Answers with a route: its handler for the request's method, then its component.
 *
 * @param status Status of the page when the handler does not choose one.
 * @throws {HttpError} 404 if the route has nothing for this method.
 */
export async function answerRoute<State>(
  ctx: Context<State>,
  { component, handler }: RouteDefinition<State>,
  status = 200,
): Promise<Response> {
  const method = ctx.req.method;
  const handle = handlerFor(handler, method);
  const reads = method === "GET" || method === "HEAD";
  // An error page also answers a failed POST.
  if (!handle && !(component && (reads || status >= 400))) {
    throw new HttpError(404);
  }

  const result: Response | PageResponse<unknown> = handle
    ? await handle(ctx)
    : { data: undefined };
  if (result instanceof Response) return result;
  if (!component) {
    throw new Error(
      `Cannot render a page at "${
        ctx.route ?? ctx.url.pathname
      }": the route has no component`,
    );
  }
  return await renderPage(ctx, component, result.data, {
    status: result.status ?? status,
    headers: result.headers,
  });
}

function handlerFor<State>(
  handler: RouteHandler<unknown, State> | undefined,
  method: string,
): HandlerFn<unknown, State> | undefined {
  if (typeof handler !== "object") return handler;
  if (Object.hasOwn(handler, method)) return handler[method as Method];
  return method === "HEAD" ? handler.GET : undefined;
}
