import { type Context, Hono, type Next } from "hono";
import { cors } from "hono/cors";
import type { IdempotencyStore } from "@/domain/idempotency.ts";
import {
  type Addresses,
  isAllowedOrigin,
  isOurHost,
} from "./access/allowed_hosts.ts";
import { rateProblem, waitingProblem } from "./access/address.ts";
import type { BrowserAccess } from "./access/browser_access.ts";
import { askedFrom, type Asking } from "./access/asking.ts";
import { callerKey, callerOf, keepCaller } from "./access/caller.ts";
import { loginRoutes } from "./access/login_routes.ts";
import { RateLimit } from "./access/rate_limit.ts";
import { secured } from "./access/security_headers.ts";
import { notFound, onError, problem, unsupportedMediaType } from "./api_app.ts";
import { type ApiDeps, apiRoutes } from "./api_routes.ts";
import { scrapeRoutes } from "./metrics/scrape_routes.ts";
import { idempotent } from "./idempotency/idempotent.ts";
import { checkedAnswers } from "./openapi/checked_answers.ts";
import { docsRoutes } from "./openapi/docs_routes.ts";
import { checkHeaders, takeBody } from "./request_limits.ts";
import { requestId } from "./request_id.ts";
import type { SocketHub } from "./ws/socket_hub.ts";
import { socketRoutes } from "./ws/socket_routes.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/**
 * Files that the sign-in page needs; they hold nothing secret. Elsewhere an
 * address may end like a file and name a task.
 */
const PUBLIC_FILE =
  /^\/(_fresh\/[\w./-]+|[\w.-]+)\.(css|js|svg|ico|png|webmanifest)$/;

/** What needs no sign-in: it tells nothing but that the server is there. */
const PUBLIC_ADDRESSES = new Set([
  "/login",
  "/api/health/live",
  "/api/health/ready",
]);
const EXPOSED_HEADERS = [
  "etag",
  "idempotency-replayed",
  "location",
  "retry-after",
  "x-request-id",
];
const monotonicMs = () => performance.now();

export type GateDeps = Omit<ApiDeps, "addressOf"> & {
  readonly addresses: Addresses;
  readonly corsOrigins: readonly string[];
  /** Without it, nobody knows from where things were asked for. */
  readonly asking?: Asking;
  readonly secure: boolean;
  readonly sockets: SocketHub;
  readonly idempotency: IdempotencyStore;
  /** Requests that one caller may send each second; 0 is no limit. */
  readonly requestsPerSecond: number;
  /** Every answer of the API is checked against its document. */
  readonly checkAnswers?: boolean;
  /** Milliseconds that a body may take to come. */
  readonly bodyMs?: number;
};

/** What comes with a request: who renders pages, and the address it is from. */
type Came = { readonly pages: Pages; readonly from: string };

/** Renders the page that a request asks for. */
export type Pages = (request: Request) => Response | Promise<Response>;

/**
 * The one way in: name, size, origin and sign-in are checked before anything
 * else looks at a request; the API answers its own addresses, `pages` the rest.
 */
export function createGate(
  deps: GateDeps,
): (request: Request, pages: Pages, from?: string) => Promise<Response> {
  const app = new Hono<{ Bindings: Came }>();
  const body = takeBody(deps.bodyMs);
  app.use(checkHost(deps.addresses));
  app.use(checkHeaders);
  if (deps.corsOrigins.length > 0) {
    app.use(
      "/api/*",
      cors({
        origin: [...deps.corsOrigins],
        exposeHeaders: EXPOSED_HEADERS,
      }),
    );
  }
  app.use(checkOrigin(deps.addresses));
  app.use("/login", body);
  app.route("/", loginRoutes(deps.access, addressOf));
  app.use(checkSignedIn(deps.access, deps.asking));
  app.use(checkRate(new RateLimit(deps.requestsPerSecond, monotonicMs)));
  app.use(body);
  app.use("/api/*", checkMediaType);
  app.use("/api/*", idempotent(deps.idempotency));
  const api = apiRoutes({ ...deps, addressOf });
  app.route("/api", api);
  app.route("/", docsRoutes());
  app.route("/", socketRoutes(deps.sockets, deps.access));
  app.route("/", scrapeRoutes(deps.platform));
  app.all("/api/*", (c) => notFound(c));
  app.all("*", (c) => c.env.pages(c.req.raw));
  app.onError((error, c) => onError(error, c, deps.logError));

  const checked = deps.checkAnswers
    ? checkedAnswers(api, deps.logError)
    : undefined;
  return async (request, pages, from = "") => {
    const response = await app.fetch(request, { pages, from });
    return secured(checked ? await checked(request, response) : response, {
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

function checkSignedIn(access: BrowserAccess, asking?: Asking) {
  return async function signInCheck(c: Context, next: Next) {
    if (isPublic(c)) return await next();
    const caller = await access.identify(c, addressOf(c));
    if (caller.kind === "wait") return waitingProblem(c, caller.ms);
    if (caller.kind !== "wrong") {
      keepCaller(c.req.raw, caller);
      return asking
        ? await asking.answer(askedFrom(caller, addressOf(c)), next)
        : await next();
    }
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

function checkRate(limit: RateLimit) {
  return async function rateCheck(c: Context, next: Next) {
    const caller = callerKey(callerOf(c.req.raw), addressOf(c));
    const waitMs = limit.take(caller);
    return waitMs > 0 ? rateProblem(c, waitMs) : await next();
  };
}

function addressOf(c: Context): string {
  return (c.env as Came).from;
}

function isPublic(c: Context): boolean {
  const { path, method } = c.req;
  if (PUBLIC_ADDRESSES.has(path)) return true;
  if (path === "/api/auth/session" && method === "POST") return true;
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
