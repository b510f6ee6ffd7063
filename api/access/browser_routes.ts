import { createRoute, z } from "@hono/zod-openapi";
import { SignedInBrowser } from "@/domain/signed_in_browser.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, problems } from "../json_answers.ts";
import type { BrowserAccess } from "./browser_access.ts";
import { callerOf } from "./caller.ts";

const BrowserView = SignedInBrowser.clone().openapi("SignedInBrowser");

const listBrowsers = createRoute({
  method: "get",
  path: "/auth/browsers",
  summary: "Browsers that are signed in",
  responses: {
    200: json(
      z.object({ items: z.array(BrowserView) }),
      "The one that asks first, then the last seen",
    ),
  },
});
const signOutBrowser = createRoute({
  method: "delete",
  path: "/auth/browsers/{id}",
  summary: "Sign a browser out, with all that it has open",
  request: {
    params: z.object({ id: z.string().regex(/^[0-9a-zA-Z_-]{8,64}$/) }),
  },
  responses: {
    200: json(BrowserView, "The browser as it was"),
    ...problems(400, 404),
  },
});

/** Who is signed in by a browser, and how that is ended from another one. */
export function browserRoutes(access: BrowserAccess) {
  const app = apiApp();

  app.openapi(listBrowsers, async (c) => {
    const items = await access.browsers(callerOf(c.req.raw));
    return c.json({ items }, 200);
  });

  app.openapi(signOutBrowser, async (c) => {
    const { id } = c.req.valid("param");
    const browser = await access.signOutBrowser(id, callerOf(c.req.raw));
    return browser
      ? c.json(browser, 200)
      : problem(c, "browser_not_found", `Cannot find browser "${id}"`);
  });

  return app;
}
