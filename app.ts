import { App, staticFiles } from "fresh";
import type { PageQueries } from "./domain/settings_port.ts";
import type { State } from "./state.ts";

/** What the server hands to pages with each request, beside what Deno tells of it. */
export type PageInfo = Deno.ServeHandlerInfo & {
  readonly queries: PageQueries;
};

/** Answers a request itself, or lets `pages` answer it. */
type Gate = (
  request: Request,
  pages: (request: Request) => Response | Promise<Response>,
) => Promise<Response>;

/**
 * The pages as a Fresh app. It holds nothing and opens nothing: `queriesOf`
 * says where a request's data come from. Where the app itself listens, `gate`
 * stands before everything; where `main.ts` listens, it has called it already.
 */
export function createApp(
  queriesOf: (info: Deno.ServeHandlerInfo) => PageQueries,
  gate: Gate = async (request, pages) => await pages(request),
): App<State> {
  return new App<State>()
    .use((ctx) => gate(ctx.req, () => ctx.next()))
    .use(staticFiles())
    .use((ctx) => {
      ctx.state.queries = queriesOf(ctx.info);
      ctx.state.theme = themeOf(ctx.req.headers.get("cookie") ?? "");
      return ctx.next();
    })
    .fsRoutes();
}

/** The app that `_fresh/server.js` serves: `main.ts` passes `PageInfo`. */
export const app = createApp((info) => (info as PageInfo).queries);

function themeOf(cookies: string): State["theme"] {
  const theme = cookies.match(/(?:^|;\s*)vamp_theme=(light|dark)(?:;|$)/)?.[1];
  return theme === "light" || theme === "dark" ? theme : "system";
}
