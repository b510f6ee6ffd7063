import { statusOf } from "../http_error.ts";
import { answerRoute } from "./answer_route.ts";
import type { Chrome } from "./chrome.ts";
import type { ErrorRoute } from "./commands.ts";
import { Context } from "./context.ts";

/** Something that can answer an error. */
export interface ErrorPage {
  /** The one status it is for, or `undefined` for all. */
  readonly status: number | undefined;
  covers(pathname: string): boolean;
  answer(ctx: Context<unknown>): Promise<Response>;
}

/** Makes an error page of what `onError` was given or an `_error` file exports. */
export function errorPageOf(
  route: ErrorRoute<unknown>,
  status: number | undefined,
  covers: (pathname: string) => boolean,
  chrome: Omit<Chrome, "config">,
): ErrorPage {
  return {
    status,
    covers,
    answer: async (ctx) => {
      const config = typeof route === "function" ? {} : route.config ?? {};
      Context.scope(ctx).chrome = { ...chrome, config };
      if (typeof route === "function") return await route(ctx);
      return await answerRoute(ctx, route, statusOf(ctx.error));
    },
  };
}

/**
 * Answers `error` with the innermost page that fits, or with plain text. An error
 * page that fails itself is answered with the next one further out.
 */
export async function answerError(
  ctx: Context<unknown>,
  error: unknown,
  pages: readonly ErrorPage[],
): Promise<Response> {
  const status = statusOf(error);
  if (status >= 500) report(ctx, error);
  for (const page of pages.toReversed()) {
    if (page.status !== undefined && page.status !== status) continue;
    if (!page.covers(ctx.url.pathname)) continue;
    ctx.error = error;
    try {
      return await page.answer(ctx);
    } catch (failure) {
      if (failure !== error) report(ctx, failure);
    }
  }
  const message = status === 500 || !(error instanceof Error)
    ? "Internal Server Error"
    : error.message;
  return new Response(message, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

function report({ req, url }: Context<unknown>, error: unknown): void {
  // The layer has no logger; Fresh writes unexpected errors to the console too.
  // deno-lint-ignore no-console
  console.error(`Cannot answer ${req.method} "${url.pathname}":`, error);
}
