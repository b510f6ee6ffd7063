import { type Context, Hono, type Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import {
  type Addresses,
  isAllowedOrigin,
  isOurHost,
} from "./access/allowed_hosts.ts";
import type { BrowserAccess } from "./access/browser_access.ts";
import { loginRoutes } from "./access/login_routes.ts";
import { secured } from "./access/security_headers.ts";
import { notFound, onError, problem, unsupportedMediaType } from "./api_app.ts";
import { type ApiDeps, apiRoutes } from "./api_routes.ts";
import { scrapeRoutes } from "./metrics/scrape_routes.ts";
import { keepRequestId, requestId } from "./request_id.ts";
import type { SocketHub } from "./ws/socket_hub.ts";
import { socketRoutes } from "./ws/socket_routes.ts";

const MAX_BODY_BYTES = 1024 * 1024;
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/**
 * Files that the sign-in page needs; they hold nothing secret. Elsewhere an
 * address may end like a file and name a task.
 */
const PUBLIC_FILE =
  /^\/(_fresh\/[\w./-]+|[\w.-]+)\.(css|js|svg|ico|png|webmanifest)$/;

export type GateDeps = ApiDeps & {
  readonly access: BrowserAccess;
  readonly addresses: Addresses;
  readonly corsOrigins: readonly string[];
  readonly secure: boolean;
  readonly sockets: SocketHub;
};

/** Renders the page that a request asks for. */
export type Pages = (request: Request) => Response | Promise<Response>;

/**
 * The one way in: name, size, origin and sign-in are checked before anything
 * else looks at a request; the API answers its own addresses, `pages` the rest.
 */
export function createGate(
  deps: GateDeps,
): (request: Request, pages: Pages) => Promise<Response> {
  const app = new Hono<{ Bindings: { pages: Pages } }>();
  app.use(checkHost(deps.addresses));
  app.use(checkSize);
  if (deps.corsOrigins.length > 0) {
    app.use("/api/*", cors({ origin: [...deps.corsOrigins] }));
  }
  app.use(checkOrigin(deps.addresses));
  app.route("/", loginRoutes(deps.access));
  app.use(checkSignedIn(deps.access));
  app.use("/api/*", checkMediaType);
  app.route("/api", apiRoutes(deps));
  app.route("/", socketRoutes(deps.sockets));
  app.route("/", scrapeRoutes(deps.platform));
  app.all("/api/*", (c) => notFound(c));
  app.all("*", (c) => c.env.pages(c.req.raw));
  app.onError((error, c) => onError(error, c, deps.logError));

  return async (request, pages) => {
    const response = await app.fetch(request, { pages });
    return secured(response, {
      secure: deps.secure,
      requestId: requestId(request),
    });
  };
}

function checkHost(addresses: Addresses) {
  return async function hostCheck(c: Context, next: Next) {
    if (isOurHost(addresses, c.req.raw)) return await next();
    return problem(
      c,
      "wrong_host",
      "Call the server by a name that it knows: localhost, 127.0.0.1, or its API_HOST",
    );
  };
}

const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (c) =>
    problem(
      c,
      "body_too_large",
      `The body takes at most ${MAX_BODY_BYTES} bytes`,
    ),
});

async function checkSize(c: Context, next: Next) {
  const came = c.req.raw;
  try {
    return await limitBody(c, async () => {
      // A body without a length was read, and the request built again around it.
      keepRequestId(came, c.req.raw);
      await next();
    });
  } catch {
    // What comes after has its own handling: here the reading itself failed.
    return problem(c, "invalid_request", "The body broke off");
  }
}

function checkOrigin(addresses: Addresses) {
  return async function originCheck(c: Context, next: Next) {
    const isStream = c.req.path === "/ws" || c.req.path === "/api/events";
    const isGuarded = isStream || !SAFE_METHODS.has(c.req.method);
    if (!isGuarded || isAllowedOrigin(addresses, c.req.raw)) {
      return await next();
    }
    return problem(
      c,
      "foreign_origin",
      "Pages of other sites may not send commands or open streams here",
    );
  };
}

function checkSignedIn(access: BrowserAccess) {
  return async function signInCheck(c: Context, next: Next) {
    if (isPublic(c) || await access.isAllowed(c)) return await next();
    const wantsPage = c.req.method === "GET" &&
      c.req.header("accept")?.includes("text/html");
    if (wantsPage && !c.req.path.startsWith("/api/")) {
      const { pathname, search } = new URL(c.req.url);
      const next = encodeURIComponent(pathname + search);
      return c.redirect(`/login?next=${next}`, 303);
    }
    return problem(
      c,
      "unauthorized",
      "Send the token as `Authorization: Bearer …`, or sign in with the browser",
    );
  };
}

function isPublic(c: Context): boolean {
  const { path } = c.req;
  if (path === "/login" || path === "/api/health/live") return true;
  return !path.startsWith("/api/") && PUBLIC_FILE.test(path);
}

/** A form of another site can send plain text, never JSON by name. */
async function checkMediaType(c: Context, next: Next) {
  // A request has a body when it says so; the stream alone does not tell.
  const length = c.req.header("content-length") ?? "0";
  const hasBody = length !== "0" || c.req.header("transfer-encoding");
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim();
  if (!hasBody || type?.toLowerCase() === "application/json") {
    return await next();
  }
  return unsupportedMediaType(c);
}
