import { HttpError } from "../http_error.ts";
import type { ResolvedFreshConfig } from "../types.ts";
import { runChain } from "./chain.ts";
import { Context } from "./context.ts";
import { answerError } from "./error_pages.ts";
import type { Route, RouteTable } from "./route_table.ts";

/** Takes one request through middlewares, its route, and error pages. */
export async function handleRequest(
  req: Request,
  info: Deno.ServeHandlerInfo,
  table: RouteTable,
  config: ResolvedFreshConfig,
): Promise<Response> {
  const url = requestUrl(req, config.trustProxy);
  const ctx = new Context<unknown>(req, url, info, config, table.snapshot);
  const match = table.router.match(url.pathname);
  const route = match
    ? routeForMethod(match.value, req.method)
    : table.unmatched;
  ctx.params = match?.params ?? {};
  ctx.route = match?.pattern ?? null;
  Context.scope(ctx).chrome = route.chrome;

  const steps = route.steps
    .filter((step) => step.covers(url.pathname))
    .map((step) => step.step);
  const response = await runChain(ctx, steps, () => route.answer(ctx))
    .catch((error) => answerError(ctx, error, table.errorPages(route)));
  if (req.method !== "HEAD" || !response.body) return response;
  await response.body.cancel();
  return new Response(null, response);
}

/** Among the routes of one pattern, the first that takes `method`. */
function routeForMethod(
  routes: readonly Route[],
  method: string,
): Route {
  const takes = (name: string) =>
    routes.find((route) => ["ANY", "ALL", name].includes(route.method));
  const found = takes(method) ?? (method === "HEAD" ? takes("GET") : undefined);
  if (found) return found;

  const [first] = routes;
  if (!first) throw new Error("Cannot answer: a pattern without routes");
  return { ...first, answer: () => Promise.reject(new HttpError(405)) };
}

function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  if (!trustProxy) return url;
  const protocol = req.headers.get("x-forwarded-proto");
  const host = req.headers.get("x-forwarded-host");
  if (protocol === "http" || protocol === "https") url.protocol = protocol;
  if (host) url.host = host;
  return url;
}
