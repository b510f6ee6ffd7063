import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import type { SignedInBrowser } from "@/domain/signed_in_browser.ts";
import { browserId } from "./asking.ts";
import { browserName } from "./browser_name.ts";
import type { Caller } from "./caller.ts";
import { type Attempt, SignInGuard } from "./sign_in_guard.ts";
import type { SignInMeans, SignInNews } from "./sign_in_news.ts";
import { isSameSecret, randomSecret } from "./secrets.ts";
import { type SessionHash, sessionHash } from "./session_hash.ts";
import { ALWAYS, SignInWatch, type WhileSignedIn } from "./sign_in_watch.ts";
import { Tickets } from "./tickets.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const IDLE_MS = DAY_MS / 2;
const LONGEST_MS = 7 * DAY_MS;
/** Being seen is written down once in a while, not with each request. */
const SEEN_EVERY_MS = 60_000;

type Session = {
  readonly created_at: number;
  readonly seen_at: number;
  /** What the browser is called; sessions of before have none. */
  readonly name?: string | null | undefined;
};

/** Keeps signed-in browsers under the hash of their cookie's value. */
export interface SessionStore {
  find(hash: string): Promise<Session | undefined>;
  save(hash: string, session: Session): Promise<void>;
  /** Writes down when it was seen, unless it was removed meanwhile. */
  see(hash: string, seenAt: number): Promise<void>;
  remove(hash: string): Promise<void>;
  /** All of them, with their hashes. */
  list(): Promise<readonly (readonly [hash: string, Session])[]>;
}

/**
 * Lets browsers in: by a link that works once, or by the token; a cookie
 * keeps them signed in, 12 hours idle and 7 days at most. The cookie's name
 * carries the port, because cookies do not tell ports apart.
 */
export class BrowserAccess {
  #linkCode: string = randomSecret();
  readonly #cookie: string;
  readonly #hash: SessionHash;
  readonly #guard: SignInGuard;
  readonly #watch: SignInWatch;
  /** For WebSockets of those who cannot send a header. */
  readonly tickets: Tickets;

  constructor(
    private readonly options: {
      readonly port: number;
      readonly secure: boolean;
      readonly token: string;
      readonly sessions: SessionStore;
      /** What sessions are bound to: those of another secret are over. */
      readonly signingSecret?: string | undefined;
      /** Milliseconds since 1970. */
      readonly now: () => number;
      /** Without it, nobody is told who signs in and out. */
      readonly news?: SignInNews;
    },
  ) {
    this.#hash = sessionHash(options.signingSecret);
    this.#guard = new SignInGuard(options.now);
    this.#watch = new SignInWatch(async (hash) =>
      this.#isLive(await options.sessions.find(hash))
    );
    this.tickets = new Tickets(options.now);
    this.#cookie = `${options.secure ? "__Host-" : ""}vamp_${options.port}`;
  }

  /** The path of a link that signs one browser in, once. */
  get linkPath(): string {
    return `/login/${this.#linkCode}`;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.options.now();
  }

  /** Signs the browser in when the code is the unused one. */
  async useLink(c: Context, code: string, address: string): Promise<Attempt> {
    const unused = this.#linkCode;
    const tried = await this.#attempt(address, "link", code, unused);
    if (tried.kind !== "right") return tried;
    // Of two that come at once, the first has it.
    if (unused !== this.#linkCode) return { kind: "wrong" };
    this.#linkCode = randomSecret();
    await this.#signIn(c, address, "link");
    return tried;
  }

  /** Signs the browser in when the token is right. */
  async useToken(c: Context, token: string, address: string): Promise<Attempt> {
    const { token: right } = this.options;
    const tried = await this.#attempt(address, "token", token, right);
    if (tried.kind === "right") await this.#signIn(c, address, "token");
    return tried;
  }

  /** Who sends the request: by the bearer token, a socket's ticket, or the cookie of a live session. */
  async identify(
    c: Context,
    address: string,
  ): Promise<Caller | Exclude<Attempt, { kind: "right" }>> {
    const bearer = c.req.header("authorization")?.match(/^Bearer +(\S+)$/i)
      ?.[1];
    if (bearer) {
      const { token } = this.options;
      const tried = await this.#attempt(address, "bearer", bearer, token);
      return tried.kind === "right" ? { kind: "token" } : tried;
    }
    const ticket = c.req.path === "/ws" ? c.req.query("ticket") : undefined;
    if (ticket) return await this.tickets.use(ticket) ?? { kind: "wrong" };
    const cookie = getCookie(c, this.#cookie);
    const hash = cookie && await this.#hash.of(cookie);
    const session = hash && await this.#liveSession(hash);
    return session
      ? {
        kind: "browser",
        session: hash,
        name: session.name ?? null,
        signedInAt: session.created_at,
      }
      : { kind: "wrong" };
  }

  /** For what stays open after the answer: when its caller may not have it any more. */
  whileSignedIn(caller: Caller | undefined): WhileSignedIn {
    return caller?.kind === "browser" ? this.#watch.of(caller.session) : ALWAYS;
  }

  /** Closes what browsers have open whose sessions are over; happens by itself every minute. */
  endWhatIsOver(): Promise<void> {
    return this.#watch.look();
  }

  /** Ends the browser's session, and with it all that it has open. */
  async signOut(c: Context, address: string): Promise<void> {
    const cookie = getCookie(c, this.#cookie);
    const hash = cookie && await this.#hash.of(cookie);
    const session = hash && await this.options.sessions.find(hash);
    if (session) {
      await this.options.sessions.remove(hash);
      this.#watch.ended(hash);
      const browser = { id: browserId(hash), name: session.name ?? null };
      this.options.news?.signedOut(
        browser,
        { kind: "browser", ...browser, address },
      );
    }
    deleteCookie(c, this.#cookie, { path: "/", secure: this.options.secure });
  }

  /** Who is signed in, the one that asks first, then the last seen. */
  async browsers(caller: Caller | undefined): Promise<SignedInBrowser[]> {
    const all = await this.#ours();
    return all.filter(([, session]) => this.#isLive(session))
      .map(([hash, session]) => browserOf(hash, session, caller))
      .sort((a, b) =>
        Number(b.is_this) - Number(a.is_this) ||
        b.seen_at.localeCompare(a.seen_at)
      );
  }

  /** Signs a browser out by its id, with all that it has open; gives it as it was. */
  async signOutBrowser(
    id: string,
    caller: Caller | undefined,
  ): Promise<SignedInBrowser | undefined> {
    const all = await this.#ours();
    const found = all.find(([hash]) => browserId(hash) === id);
    if (!found) return undefined;
    const [hash, session] = found;
    await this.options.sessions.remove(hash);
    this.#watch.ended(hash);
    const browser = browserOf(hash, session, caller);
    this.options.news?.signedOut(browser);
    return browser;
  }

  async #ours(): ReturnType<SessionStore["list"]> {
    const all = await this.options.sessions.list();
    return all.filter(([hash]) => this.#hash.isOurs(hash));
  }

  async #liveSession(hash: string): Promise<Session | undefined> {
    const { sessions } = this.options;
    const session = await sessions.find(hash);
    if (!session) return undefined;
    if (!this.#isLive(session)) {
      await sessions.remove(hash);
      this.#watch.ended(hash);
      return undefined;
    }
    const now = this.options.now();
    if (now - session.seen_at > SEEN_EVERY_MS) await sessions.see(hash, now);
    return session;
  }

  #isLive(session: Session | undefined): boolean {
    const now = this.options.now();
    return session !== undefined && now - session.seen_at <= IDLE_MS &&
      now - session.created_at <= LONGEST_MS;
  }

  /** Compares what somebody sent; who is not let in is news. */
  async #attempt(
    address: string,
    means: SignInMeans,
    sent: string,
    right: string,
  ): Promise<Attempt> {
    const tried = await this.#guard.attempt(
      address,
      sent,
      () => isSameSecret(sent, right),
    );
    if (tried.kind !== "right") {
      this.options.news?.refused(address, means, tried.kind === "wrong");
    }
    return tried;
  }

  async #signIn(
    c: Context,
    address: string,
    means: SignInMeans,
  ): Promise<void> {
    const secret = randomSecret();
    const now = this.options.now();
    const name = browserName(c.req.header("user-agent"));
    const hash = await this.#hash.of(secret);
    await this.options.sessions.save(hash, {
      created_at: now,
      seen_at: now,
      name,
    });
    this.options.news?.accepted(
      { kind: "browser", id: browserId(hash), name, address },
      means,
    );
    setCookie(c, this.#cookie, secret, {
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      secure: this.options.secure,
      maxAge: LONGEST_MS / 1_000,
    });
  }
}

function browserOf(
  hash: string,
  session: Session,
  caller: Caller | undefined,
): SignedInBrowser {
  return {
    id: browserId(hash),
    name: session.name ?? null,
    signed_in_at: new Date(session.created_at).toISOString(),
    seen_at: new Date(session.seen_at).toISOString(),
    is_this: caller?.kind === "browser" && caller.session === hash,
  };
}
