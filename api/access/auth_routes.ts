import { createRoute, z } from "@hono/zod-openapi";
import { apiApp, problem } from "../api_app.ts";
import { json, jsonBody, problems } from "../json_answers.ts";
import { type Address, waitingProblem } from "./address.ts";
import type { BrowserAccess } from "./browser_access.ts";
import { callerOf } from "./caller.ts";

const SignedIn = z.object({
  /** `token`: the bearer token of the server. `browser`: a cookie. */
  kind: z.enum(["token", "browser"]),
  /** Of a browser: when it signed in. */
  signed_in_at: z.string().nullable(),
}).openapi("SignedIn");

const whoAmI = createRoute({
  method: "get",
  path: "/auth/session",
  summary: "Who sends this request",
  responses: { 200: json(SignedIn, "A program or a browser") },
});
const signIn = createRoute({
  method: "post",
  path: "/auth/session",
  summary: "Sign a browser in with the token; needs no sign-in",
  request: {
    body: jsonBody(z.strictObject({ token: z.string().min(1).max(1_000) })),
  },
  responses: {
    200: json(SignedIn, "Signed in: the answer sets the cookie"),
    ...problems(400),
  },
});
const signOut = createRoute({
  method: "delete",
  path: "/auth/session",
  summary: "Sign this browser out; its cookie is worth nothing any more",
  responses: {
    200: json(z.object({ signed_out: z.literal(true) }), "Signed out"),
  },
});

/** Who is signed in, and how that begins and ends for a browser. */
export function authRoutes(access: BrowserAccess, addressOf: Address) {
  const app = apiApp();

  app.openapi(whoAmI, (c) => {
    const caller = callerOf(c.req.raw);
    const signed_in_at = caller?.kind === "browser"
      ? new Date(caller.signedInAt).toISOString()
      : null;
    return c.json({ kind: caller?.kind ?? "token", signed_in_at }, 200);
  });

  app.openapi(signIn, async (c) => {
    const { token } = c.req.valid("json");
    const tried = await access.useToken(c, token.trim(), addressOf(c));
    if (tried.kind === "wait") return waitingProblem(c, tried.ms);
    if (tried.kind === "wrong") {
      return problem(c, "unauthorized", "Cannot sign in: the token is wrong");
    }
    const signed_in_at = new Date(access.now()).toISOString();
    return c.json({ kind: "browser" as const, signed_in_at }, 200);
  });

  app.openapi(signOut, async (c) => {
    await access.signOut(c, addressOf(c));
    return c.json({ signed_out: true as const }, 200);
  });

  return app;
}
