import { type Context, Hono } from "hono";
import { type Address, waitingProblem } from "./address.ts";
import type { BrowserAccess } from "./browser_access.ts";

/**
 * Signing in and out. The page with the form is one of the pages; here is what
 * its form, the link of the terminal and the sign-out button lead to.
 */
export function loginRoutes(access: BrowserAccess, addressOf: Address): Hono {
  return new Hono()
    .get("/login/:code", async (c) => {
      // Who only looks where it leads does not use it up.
      if (c.req.method === "HEAD") return c.body(null, 204);
      const tried = await access.useLink(
        c,
        c.req.param("code"),
        addressOf(c),
      );
      if (tried.kind === "wait") return waitingProblem(c, tried.ms);
      const isIn = tried.kind === "right";
      return c.redirect(isIn ? "/" : "/login?problem=used_link", 303);
    })
    .post("/login", async (c) => {
      const form = await formOf(c);
      const token = typeof form.token === "string" ? form.token.trim() : "";
      const tried = await access.useToken(c, token, addressOf(c));
      if (tried.kind === "wait") return waitingProblem(c, tried.ms);
      if (tried.kind === "right") {
        return c.redirect(nextPath(c, form.next), 303);
      }
      return c.redirect("/login?problem=wrong_token", 303);
    })
    .post("/logout", async (c) => {
      await access.signOut(c, addressOf(c));
      return c.redirect("/login", 303);
    });
}

/** The fields of the form; a body that is no form has none. */
async function formOf(c: Context): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await c.req.parseBody();
  } catch {
    return {};
  }
}

/** Only paths of ours: a sign-in never leads to another site. */
function nextPath(c: Context, wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/")) return "/";
  const own = new URL(c.req.url).origin;
  const target = URL.parse(wanted, own);
  if (target?.origin !== own) return "/";
  // `/.//other.site` is a path of ours that becomes the name of another site.
  const path = target.pathname.replace(/^\/+/, "/");
  return path + target.search;
}
